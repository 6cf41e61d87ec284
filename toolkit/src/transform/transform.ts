/**
 * The transform: finds what has to be inserted into a source, so that each async function in it is a tracked frame.
 *
 * It is pure: the result names sites by local numbers, can be cached, and is put into words for this process by `render`.
 */
import type { Node } from '@oxc-project/types';
import type { LocalSite } from '../registry/sites.ts';
import { childrenOf } from './children.ts';
import { candidates } from './function-name.ts';
import { type Insertion, Insertions } from './insertion.ts';
import { Keywords } from './keywords.ts';
import { ignoredLines } from './opt-out.ts';
import { type Author, Origin } from './origin.ts';
import { type Language, parse, type SourceType } from './parse.ts';
import type { Parser } from './parser.ts';
import type { Pass, Scope } from './pass.ts';
import { Positions } from './positions.ts';
import { endOfDirectives } from './syntax.ts';
import { walk } from './walk.ts';

export interface Transformed {
  insertions: Insertion[];
  sites: LocalSite[];
  /** Offset at which the runtime is brought into scope, and the text that has to stand before it. */
  header: { position: number; prefix: string };
  sourceType: SourceType;
  /** Functions that were left alone. */
  skipped: { file?: string; line: number; column: number; reason: string }[];
}

/** What a source without an async function, or one that can't be handled, gives. */
export type Untouched = { reason: string | null };

const TOP: Scope = { className: null, around: '', frame: null };

/** The start of a name: what stands before it is no part of one. */
const OUR_NAME = /(?<![\p{ID_Continue}$])\$ts_/u;

/** Whether there may be anything to track in it: most files are told at the cost of a glance. */
export function mayHaveAsync(source: string): boolean {
  return /\basync\b/.test(source);
}

/**
 * `sourceType` null: as the syntax tells. `author`: whose text it is, where it was compiled or bundled; places and names are
 * told as they are there. Throws nothing: what can't be handled comes back untouched, with the reason.
 */
export function transform(
  parser: Parser,
  source: string,
  language: Language,
  sourceType: SourceType | null,
  author: Author | null = null,
): Transformed | Untouched {
  if (OUR_NAME.test(source)) return { reason: 'it uses names that start with `$ts_`' };
  const { program, errors, comments, module } = parse(parser, source, language, sourceType);
  const [error] = errors;
  if (error !== undefined) return { reason: `it can't be parsed: ${error.message}` };

  const positions = new Positions(source);
  const ignored = ignoredLines(source, comments, positions);
  const origin = new Origin(positions, author);
  const commentStarts = new Map(comments.map(({ start, end }) => [end, start]));
  const keywords = new Keywords(source);
  const insertions = new Insertions();
  const sites: LocalSite[] = [];
  const skipped: Transformed['skipped'] = [];
  const unnamed = new Map<string, number>();
  const names = new Set<string>();
  const visit = (node: Node): Node[] => childrenOf(node, parser);
  /** What holds no function, and is in no frame, concerns no rule and is not walked. */
  const concerns = (node: Node, inFrame: boolean): boolean =>
    inFrame || startsEarlier(node) || keywords.any(node.start, node.end);
  const pass: Pass = {
    source,
    insertions,
    visit,
    site(offset, kind, name, functionSite = sites.length) {
      const authored = sites[functionSite]?.name ?? origin.name(offset, name);
      sites.push({ kind, name: authored, ...origin.place(offset), function: functionSite });
      return sites.length - 1;
    },
    skip(offset, reason) {
      // Code of a package is nobody's to be told of, bundled or not.
      if (!origin.isOfPackage(offset)) skipped.push({ ...origin.place(offset), reason });
    },
    endBefore: (offset) => endBefore(source, commentStarts, offset),
    optedOut: (offset) =>
      ignored.has(positions.at(offset).line) || origin.isOptedOut(offset) || origin.isOfPackage(offset),
    lineOf: (offset) => origin.place(offset).line,
    nextUnnamed(around) {
      const ordinal = (unnamed.get(around) ?? 0) + 1;
      unnamed.set(around, ordinal);
      return ordinal;
    },
    unique(name, around) {
      const free = candidates(name, around).find((each) => !names.has(each)) ?? name;
      names.add(free);
      return free;
    },
    walk(node, parent, scope, listed = false) {
      origin.note(node, parent);
      walk(pass, node, parent, scope, listed);
    },
    walkChildren(node, scope, listed) {
      for (const child of visit(node)) {
        if (concerns(child, scope.frame !== null)) pass.walk(child, node, scope, listed);
      }
    },
  };
  pass.walk(program, null, TOP);
  if (sites.length === 0 && skipped.length === 0) return { reason: null };

  const directives = endOfDirectives(program.body);
  return {
    insertions: insertions.sorted(),
    sites,
    header: { position: directives ?? endOfHashbang(source), prefix: directives === null ? '' : ';' },
    sourceType: sourceType ?? (module.hasModuleSyntax ? 'module' : 'commonjs'),
    skipped,
  };
}

/**
 * The parser lets some nodes start behind a keyword that is theirs: a method's function at its parameters, and what is
 * decorated, or the export of it, behind the decorator.
 */
function startsEarlier(node: Node): boolean {
  if ((node.type === 'FunctionExpression' && node.async) || node.type.startsWith('Export')) return true;
  return 'decorators' in node && Array.isArray(node.decorators) && node.decorators.length > 0;
}

/** `commentStarts`: by the offset at which each comment ends. */
function endBefore(source: string, commentStarts: ReadonlyMap<number, number>, offset: number): number {
  for (let end = offset; ; ) {
    // First of all: a comment may end with whitespace.
    const start = commentStarts.get(end);
    if (start === undefined && !/\s/.test(source.charAt(end - 1))) return end;
    end = start ?? end - 1;
  }
}

function endOfHashbang(source: string): number {
  if (source.startsWith('\uFEFF')) return 1;
  return source.startsWith('#!') ? source.indexOf('\n') + 1 : 0;
}
