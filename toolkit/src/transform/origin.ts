/** Where the pieces of a text were written: in the text itself, or, where it has a source map, in the author's files. */
import type { Node } from '@oxc-project/types';
import { sourcePath } from './author-map.ts';
import { ignoredLinesOf } from './opt-out.ts';
import type { Positions } from './positions.ts';
import type { AuthorMap } from './read-map.ts';
import { lastPieceAt, type Mapped, placeOfPiece } from './segments.ts';
import { bare, isFunction } from './syntax.ts';

/** Both from 1. */
export interface Place {
  /** Absent where it is the file that was loaded. */
  file?: string;
  line: number;
  column: number;
}

/** Whose text it is, where it was compiled or bundled. */
export interface Author {
  map: AuthorMap;
  /** Whether a source with this URL is the user's own, and not of a package. */
  isOwn(url: string): boolean;
}

type Segment = AuthorMap['mappings'][number][number];

export class Origin {
  readonly #positions: Positions;
  readonly #author: Author | null;
  /** What begins at an offset: of several, the innermost. */
  readonly #nodes = new Map<number, Node>();
  /** Calls of a function where it stands, by the end of that. */
  readonly #callsInPlace = new Map<number, { call: Node; called: Node }>();
  /** Where the name of a function stands that begins at an offset. */
  readonly #names = new Map<number, { start: number; name: string }>();
  /** By the number of the source. */
  readonly #ofPackage = new Map<number, boolean>();
  readonly #ignored = new Map<number, ReadonlySet<number>>();

  constructor(positions: Positions, author: Author | null) {
    this.#positions = positions;
    this.#author = author;
  }

  /** Takes notice of a node before anything in it is asked for. */
  note(node: Node, parent: Node | null): void {
    const called = node.type === 'CallExpression' ? bare(node.callee) : null;
    if (called !== null && isFunction(called)) this.#callsInPlace.set(called.end, { call: node, called });
    if (this.#author === null) return;
    if (node.type === 'AwaitExpression') this.#nodes.set(node.start, node);
    // A function whose name a compiler noted is looked at with the call that notes it.
    if (node.type === 'CallExpression') for (const each of node.arguments) this.#nodes.set(each.start, each);
    if (!isFunction(node)) return;
    this.#nodes.set(node.start, node);
    // A method is told at its key.
    if (parent?.type === 'MethodDefinition' || parent?.type === 'Property') this.#nodes.set(parent.start, node);
    const name = 'id' in node && node.id?.type === 'Identifier' ? node.id : assigned(parent);
    if (name !== null) this.#names.set(node.start, name);
  }

  /** Of the piece at `offset`; of a call of a function where it stands, that is the end of the function. */
  place(offset: number): Place {
    const inPlace = this.#callsInPlace.get(offset);
    const segment = inPlace === undefined ? this.#segment(offset) : this.#segmentOfCall(inPlace);
    const source = this.#author?.map.sources[segment?.[1] ?? -1];
    if (segment === null || source === undefined) return this.#positions.at(inPlace?.call.start ?? offset);
    return { file: sourcePath(source), line: segment[2] + 1, column: segment[3] + 1 };
  }

  /** What the author called the function at `offset`, which has this name now: a minifier may have changed it. */
  name(offset: number, name: string): string {
    const identifier = this.#names.get(offset);
    if (identifier?.name !== name) return name;
    return this.nameAt(identifier.start, name);
  }

  /** What the author called what stands at `offset`, and is called so now. */
  nameAt(offset: number, name: string): string {
    return this.#author?.map.names[this.#exact(offset)?.[4] ?? -1] ?? name;
  }

  /** Whether it is code of a package that was bundled. */
  isOfPackage(offset: number): boolean {
    const source = this.#segment(offset)?.[1];
    if (source === undefined) return false;
    const known = this.#ofPackage.get(source) ?? this.#isPackage(source);
    this.#ofPackage.set(source, known);
    return known;
  }

  /** Whether a comment of the author, which the compiler may have taken away, opts the function at `offset` out. */
  isOptedOut(offset: number): boolean {
    const segment = this.#segment(offset);
    const text = this.#author?.map.contents[segment?.[1] ?? -1];
    if (segment === null || typeof text !== 'string' || !text.includes('taskscope-ignore')) return false;
    const lines = this.#ignored.get(segment[1]) ?? ignoredLinesOf(text);
    this.#ignored.set(segment[1], lines);
    return lines.has(segment[2] + 1);
  }

  #isPackage(source: number): boolean {
    const url = this.#author?.map.sources[source];
    try {
      return url !== undefined && this.#author?.isOwn(asFile(url)) === false;
    } catch {
      // A file of another machine.
      return false;
    }
  }

  /**
   * Minifiers name no place for a keyword, but for what stands behind it: where there is none for the `await`, its operand's is
   * right, and that of what stands before it is another statement's.
   */
  #segment(offset: number): Mapped | null {
    const node = this.#nodes.get(offset);
    const { segments, index, exact } = this.#before(offset);
    if (exact !== null || node === undefined) return exact ?? placeOfPiece(segments, index);
    const anchor = anchorOf(node);
    const anchored = anchor === null ? null : this.#exact(anchor);
    if (anchored !== null) return anchored;
    const next = segments[index + 1];
    const inside = next !== undefined && offset + next[0] - (this.#positions.at(offset).column - 1) < node.end;
    return (inside ? placeOfPiece(segments, index + 1) : null) ?? placeOfPiece(segments, index);
  }

  /** A function that a minifier put in place of its only call stays where it was written; its arguments are at the call. */
  #segmentOfCall({ call, called }: { call: Node; called: Node }): Mapped | null {
    const head = this.#segment(called.start);
    const end = this.#segment(called.end - 1);
    const behind = this.#exact(called.end) ?? this.#exact(called.end + 1);
    const isOwn = (of: Mapped): boolean =>
      head?.[1] === of[1] && end?.[1] === of[1] && head[2] <= of[2] && of[2] <= end[2];
    return behind === null || isOwn(behind) ? this.#segment(call.start) : behind;
  }

  #exact(offset: number): Mapped | null {
    return this.#before(offset).exact;
  }

  #before(offset: number): { segments: readonly Segment[]; index: number; exact: Mapped | null } {
    const { line, column } = this.#positions.at(offset);
    const segments = this.#author?.map.mappings[line - 1] ?? [];
    const index = lastPieceAt(segments, column - 1);
    const isExact = segments[index]?.[0] === column - 1;
    return { segments, index, exact: isExact ? placeOfPiece(segments, index) : null };
  }
}

/** Where the piece that stands for the node begins; a call of a function that was put in its place, at its arguments. */
function anchorOf(node: Node): number | null {
  if (node.type !== 'AwaitExpression') return null;
  const { argument } = node;
  if (argument.type !== 'CallExpression') return argument.start;
  const { callee } = argument;
  const called = callee.type === 'ParenthesizedExpression' ? callee.expression : callee;
  return /^(Arrow)?Function/.test(called.type) ? callee.end : argument.start;
}

/** The name of what a function is assigned to. */
function assigned(parent: Node | null): { start: number; name: string } | null {
  const target =
    parent?.type === 'VariableDeclarator' ? parent.id : parent?.type === 'AssignmentExpression' ? parent.left : null;
  return target?.type === 'Identifier' ? target : null;
}

/** A source that a bundler gave a scheme of its own, such as `webpack://app/./src/a.ts`, as if it were a file. */
function asFile(source: string): string {
  return source.startsWith('file:') ? source : `file:///${source.replace(/^[\w.-]+:\/*/, '')}`;
}
