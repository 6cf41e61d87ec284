/**
 * What keeps each object alive: the shortest way to it from the roots, over what V8 follows when it collects. Weak edges keep
 * nothing; a WeakMap keeps a value only by way of its key, and V8 writes that edge at the table as well as at the key.
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
  readonly #kinds: { weak: number; shortcut: number; internal: number };
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

  /** What runs while the snapshot is taken holds much by chance: its stack is looked at when all else has been. */
  #search(): void {
    const queue = new Uint32Array(this.#snapshot.nodes);
    const [stack = -1] = this.#snapshot.strings.find(['(Stack roots)']);
    let stackNode = -1;
    let length = 1;
    for (let next = 0; next < length; next++) {
      const node = queue[next] ?? 0;
      if (this.#snapshot.columns.nodeName[node] === stack && stackNode < 0) stackNode = node;
      else length = this.#follow(node, queue, length);
      if (next + 1 === length && stackNode >= 0) {
        length = this.#follow(stackNode, queue, length);
        stackNode = 0;
      }
    }
  }

  /** Returns the length of the queue with what the node leads to. */
  #follow(node: number, queue: Uint32Array, before: number): number {
    const snapshot = this.#snapshot;
    const { edgeType, edgeTo } = snapshot.columns;
    const { weak, shortcut, internal } = this.#kinds;
    let length = before;
    for (let edge = snapshot.begin(node); edge < snapshot.end(node); edge++) {
      const to = edgeTo[edge] ?? 0;
      if (to === 0 || this.#reachedBy[to] !== 0) continue;
      const kind = edgeType[edge];
      if (kind === weak || (kind === shortcut && node !== 0)) continue;
      if (kind === internal && this.#isOfTable(edge, node)) continue;
      this.#reachedBy[to] = edge + 1;
      this.#reachedFrom[to] = node;
      queue[length++] = to;
    }
    return length;
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
