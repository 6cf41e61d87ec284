/**
 * The shape of a way: what it goes through, without what differs from one to the next of a crowd, such as indexes, places in tables
 * and the numbers of objects. What repeats itself is told once, so that all that wait in a linked list, or in a tree, are held alike,
 * however deep. Each node's is worked out once, from that of the node before it.
 */
import { isBlockVariable, scopeInfo } from './block-variables.ts';
import { isDictionary } from './dictionary.ts';
import type { Retainers, Step } from './retainers.ts';
import type { Snapshot } from './snapshot.ts';

/** So many steps may repeat themselves. */
const PERIOD = 8;
const ROOT = 0;

export class Shapes {
  readonly #snapshot: Snapshot;
  readonly #retainers: Retainers;
  readonly #named: ReadonlySet<number>;
  readonly #timers: number;
  readonly #extension: number;
  /** By node: its shape, and one more; 0 where nobody has asked yet. */
  readonly #known: Uint32Array;
  /** By shape: the one that it goes on from, its own last step, and the first node that has it. */
  readonly #before: number[] = [ROOT];
  readonly #step: number[] = [-1];
  readonly #node: number[] = [0];
  readonly #following: Map<number, number>[] = [new Map()];
  readonly #steps = new Pairs();

  constructor(snapshot: Snapshot, retainers: Retainers) {
    this.#snapshot = snapshot;
    this.#retainers = retainers;
    this.#named = new Set(['context', 'property'].map((kind) => snapshot.edgeKind(kind)));
    this.#timers = snapshot.number('TimersList');
    this.#extension = snapshot.number('extension');
    this.#known = new Uint32Array(snapshot.nodes);
    this.#known[0] = ROOT + 1;
  }

  /** The number of its shape; `ROOT` where nothing leads to it. */
  of(node: number): number {
    const way: number[] = [];
    let at = node;
    while (this.#known[at] === 0) {
      way.push(at);
      at = this.#retainers.before(at);
      if (at < 0) return ROOT;
    }
    let shape = (this.#known[at] ?? 1) - 1;
    for (let next = way.pop(); next !== undefined; next = way.pop()) {
      shape = this.#after(shape, next);
      this.#known[next] = shape + 1;
    }
    return shape;
  }

  /** From the root down, by the nodes that had it first. */
  path(shape: number): Step[] {
    const steps: Step[] = [];
    for (let at = shape; at !== ROOT; at = this.#before[at] ?? ROOT) {
      steps.push(this.#retainers.step(this.#node[at] ?? 0));
    }
    return steps.reverse();
  }

  #after(shape: number, node: number): number {
    const step = this.#stepTo(node);
    const repeated = this.#repeated(shape, step);
    if (repeated >= 0) return repeated;
    const following = this.#following[shape];
    const known = following?.get(step);
    if (known !== undefined) return known;
    const added = this.#step.length;
    this.#before.push(shape);
    this.#step.push(step);
    this.#node.push(node);
    this.#following.push(new Map());
    following?.set(step, added);
    return added;
  }

  /** Where the last steps, with this one, are those that went before them: the shape as it was then; else -1. */
  #repeated(shape: number, step: number): number {
    let earlier = shape;
    for (let period = 1; period <= PERIOD && earlier !== ROOT; period++) {
      if (this.#step[earlier] === step && this.#sameSteps(shape, this.#before[earlier] ?? ROOT, period - 1))
        return earlier;
      earlier = this.#before[earlier] ?? ROOT;
    }
    return -1;
  }

  #sameSteps(shape: number, other: number, count: number): boolean {
    let [a, b] = [shape, other];
    for (let index = 0; index < count; index++) {
      if (b === ROOT || this.#step[a] !== this.#step[b]) return false;
      a = this.#before[a] ?? ROOT;
      b = this.#before[b] ?? ROOT;
    }
    return true;
  }

  #stepTo(node: number): number {
    const snapshot = this.#snapshot;
    const { edgeType, edgeName, nodeType, nodeName } = snapshot.columns;
    const { from, edge } = this.#retainers.step(node);
    const kind = edgeType[edge] ?? 0;
    const label = edgeName[edge] ?? 0;
    const isTold = this.#named.has(kind) && !isDictionary(snapshot, from);
    const name = nodeName[node] ?? 0;
    const what = this.#steps.number(name, kind * 256 + (nodeType[node] ?? 0));
    // A suspended function is told by its name: all generators have the same.
    const called = label === this.#extension ? snapshot.follow(node, 'function') : -1;
    if (called >= 0) return this.#steps.number(what, -(nodeName[called] ?? 0) - 1);
    if (isBlockVariable(snapshot, from, edge)) {
      return this.#steps.number(what, this.#steps.number(scopeInfo(snapshot, from), label));
    }
    return this.#steps.number(what, isTold || name === this.#timers ? label : 0);
  }
}

/** A number for each pair of numbers. */
class Pairs {
  readonly #numbers = new Map<number, Map<number, number>>();
  #count = 0;

  number(a: number, b: number): number {
    let seconds = this.#numbers.get(a);
    if (seconds === undefined) {
      seconds = new Map();
      this.#numbers.set(a, seconds);
    }
    const known = seconds.get(b);
    if (known !== undefined) return known;
    seconds.set(b, this.#count);
    return this.#count++;
  }
}
