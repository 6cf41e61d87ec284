/** A path without what differs from one to the next of a crowd: indexes, the places in tables, the numbers of objects. */
import { isDictionary } from './dictionary.ts';
import type { Step } from './retainers.ts';
import type { Snapshot } from './snapshot.ts';

export class Shape {
  readonly #snapshot: Snapshot;
  readonly #named: ReadonlySet<number>;
  readonly #timers: number;

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
    this.#named = new Set(['context', 'property'].map((kind) => snapshot.edgeKind(kind)));
    this.#timers = snapshot.strings.find(['TimersList'])[0] ?? -1;
  }

  of(path: readonly Step[]): string {
    const { edgeType, edgeName, nodeType, nodeName } = this.#snapshot.columns;
    let shape = '';
    for (const { from, edge, to } of path) {
      const kind = edgeType[edge] ?? 0;
      const name = nodeName[to] ?? 0;
      const named = this.#named.has(kind) && !isDictionary(this.#snapshot, from);
      const label = named || name === this.#timers ? (edgeName[edge] ?? 0) : 0;
      shape += `${kind},${label},${nodeType[to]},${name};`;
    }
    return shape;
  }
}
