/**
 * What keeps each object alive: the shortest way to it from the roots, over what V8 follows when it collects. Weak edges keep
 * nothing; a WeakMap keeps a value only by way of its key, and V8 writes that edge at the table as well as at the key. Of ways that
 * are equally short, the one that goes on is told: by `resolve` and by the event, and not by what stands beside them for errors.
 */
import type { Snapshot } from './snapshot.ts';

export interface Step {
  from: number;
  edge: number;
  to: number;
}

const FROM_TABLE = / pair in WeakMap \(table @(\d+)\)$/;

export class Retainers {
  readonly #snapshot: Snapshot;
  /** The edge by which each node was reached, and one more; 0 where nothing reaches it. */
  readonly #reachedBy: Uint32Array;
  readonly #reachedFrom: Uint32Array;
  readonly #kinds: Record<'weak' | 'shortcut' | 'internal', number>;
  readonly #names: Record<
    'roots' | 'stack' | 'handles' | 'module' | 'generator' | 'scope' | 'reject' | 'error',
    number
  >;
  /** Edges of the node at hand that are followed behind its others. */
  readonly #behind: number[] = [];
  /** Edges that are followed when all else has been. */
  readonly #late: { from: number; edge: number }[] = [];
  /** By the number of its text: the table of which the edge says that it belongs to it; 0 for none. */
  readonly #tables = new Map<number, number>();

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
    this.#reachedBy = new Uint32Array(snapshot.nodes);
    this.#reachedFrom = new Uint32Array(snapshot.nodes);
    this.#kinds = {
      weak: snapshot.edgeKind('weak'),
      shortcut: snapshot.edgeKind('shortcut'),
      internal: snapshot.edgeKind('internal'),
    };
    this.#names = {
      roots: snapshot.number('(GC roots)'),
      stack: snapshot.number('(Stack roots)'),
      handles: snapshot.number('(Handle scope)'),
      module: snapshot.number('system / SourceTextModule'),
      generator: snapshot.number('Generator'),
      scope: snapshot.number('context'),
      reject: snapshot.number('reject'),
      error: snapshot.number('error'),
    };
    this.#search();
  }

  /** From the root down; empty where nothing but weak references leads to the node. */
  path(node: number): Step[] {
    const steps: Step[] = [];
    for (let to = node; to !== 0; to = this.before(to)) {
      const step = this.step(to);
      if (step.edge < 0) return [];
      steps.push(step);
    }
    return steps.reverse();
  }

  /** The node before it on that way; -1 where there is none. */
  before(node: number): number {
    return this.#reachedBy[node] === 0 ? -1 : (this.#reachedFrom[node] ?? -1);
  }

  /** The last step of that way; its edge is -1 where there is none. */
  step(node: number): Step {
    return { from: this.#reachedFrom[node] ?? 0, edge: (this.#reachedBy[node] ?? 0) - 1, to: node };
  }

  #search(): void {
    const queue = new Uint32Array(this.#snapshot.nodes);
    let length = 1;
    for (let next = 0; next < length || this.#late.length > 0; ) {
      const late = next < length ? undefined : this.#late.shift();
      if (late === undefined) length = this.#followAll(queue[next++] ?? 0, queue, length);
      else length = this.#reach(late.from, late.edge, queue, length);
    }
  }

  /** Returns the length of the queue with what the node leads to. */
  #followAll(node: number, queue: Uint32Array, before: number): number {
    const snapshot = this.#snapshot;
    const { edgeType, edgeName, edgeTo, nodeName } = snapshot.columns;
    const { weak, shortcut, internal } = this.#kinds;
    const { roots, module, reject, error } = this.#names;
    const behind = this.#behind;
    const own = nodeName[node];
    const mayBeLate = node === 0 || own === roots || own === module;
    let length = before;
    for (let edge = snapshot.begin(node), end = snapshot.end(node); edge < end; edge++) {
      const to = edgeTo[edge] ?? 0;
      if (to === 0 || this.#reachedBy[to] !== 0) continue;
      const kind = edgeType[edge];
      if (kind === weak || (kind === shortcut && node !== 0)) continue;
      if (kind === internal && this.#isOfTable(edge, node)) continue;
      const name = edgeName[edge];
      if (mayBeLate && this.#isLate(node, edge)) continue;
      // What stands beside a `resolve`, or beside the listener of an event, holds the same.
      if ((name === reject || name === error) && this.#isNamed(edge)) behind.push(edge);
      else length = this.#reach(node, edge, queue, length);
    }
    for (let edge = behind.pop(); edge !== undefined; edge = behind.pop()) {
      length = this.#reach(node, edge, queue, length);
    }
    return length;
  }

  #reach(from: number, edge: number, queue: Uint32Array, length: number): number {
    const to = this.#snapshot.to(edge);
    if (this.#reachedBy[to] !== 0) return length;
    this.#reachedBy[to] = edge + 1;
    this.#reachedFrom[to] = from;
    queue[length] = to;
    return length + 1;
  }

  /** What is looked at when all else has been: what runs, which holds much by chance, and the top of a module. */
  #isLate(from: number, edge: number): boolean {
    const { nodeName } = this.#snapshot.columns;
    const { stack, handles, module, generator } = this.#names;
    const to = this.#snapshot.to(edge);
    const name = nodeName[to];
    const isTop = name === generator && nodeName[from] === module;
    if (!isTop && name !== stack && name !== handles) return false;
    // A module holds its top whatever that waits for: its variables may tell more.
    if (isTop) this.#late.push(...this.#scopeOf(to, from));
    this.#late.push({ from, edge });
    return true;
  }

  #scopeOf(top: number, module: number): { from: number; edge: number }[] {
    const { edgeName } = this.#snapshot.columns;
    for (let edge = this.#snapshot.begin(top); edge < this.#snapshot.end(top); edge++) {
      if (edgeName[edge] === this.#names.scope && this.#isNamed(edge)) return [{ from: module, edge }];
    }
    return [];
  }

  /** Whether the number of its name is that of a text. */
  #isNamed(edge: number): boolean {
    const kind = this.#snapshot.edgeKindOf(edge);
    return kind !== 'element' && kind !== 'hidden';
  }

  #isOfTable(edge: number, node: number): boolean {
    const text = this.#snapshot.columns.edgeName[edge] ?? 0;
    let table = this.#tables.get(text);
    if (table === undefined) {
      table = Number(FROM_TABLE.exec(this.#snapshot.strings.at(text))?.[1] ?? 0);
      this.#tables.set(text, table);
    }
    return table !== 0 && table === this.#snapshot.id(node);
  }
}
