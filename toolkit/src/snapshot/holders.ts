/** What keeps suspended functions alive, told once for all that are held alike. */
import { sourcePath } from '../transform/author-map.ts';
import { PathWords, type Word } from './path-words.ts';
import { Retainers } from './retainers.ts';
import { scriptsOfContexts } from './scopes.ts';
import { Shapes } from './shapes.ts';
import type { Snapshot } from './snapshot.ts';
import type { Holder } from './suspended.ts';

/** Of a group, how many ways are told. */
const SHOWN = 3;

interface Way {
  count: number;
  words: readonly Word[];
}

export class Holders {
  readonly #snapshot: Snapshot;
  readonly #words: PathWords;
  readonly #shapes: Shapes;

  constructor(snapshot: Snapshot, retainers = new Retainers(snapshot)) {
    this.#snapshot = snapshot;
    this.#words = new PathWords(snapshot);
    this.#shapes = new Shapes(snapshot, retainers);
  }

  /** Largest first. A node is that of a generator, or of whatever else goes on when its promise is settled. */
  of(generators: readonly number[]): Holder[] {
    const alike = new Map<number, number>();
    for (const generator of generators) {
      const shape = this.#shapes.of(generator);
      alike.set(shape, (alike.get(shape) ?? 0) + 1);
    }
    // Beginnings that are left out may have told them apart.
    const ways = new Map<string, Way>();
    for (const [shape, count] of alike) {
      const words = this.#words.of(this.#shapes.path(shape));
      const key = words.map(({ text, scope = 0 }) => `${text}@${scope}`).join('\n');
      const known = ways.get(key);
      if (known === undefined) ways.set(key, { count, words });
      else known.count += count;
    }
    return this.#told([...ways.values()].sort((a, b) => b.count - a.count).slice(0, SHOWN));
  }

  #told(ways: readonly Way[]): Holder[] {
    const scopes = new Set(ways.flatMap(({ words }) => words.flatMap(({ scope }) => scope ?? [])));
    const scripts = scriptsOfContexts(this.#snapshot, scopes);
    return ways.map(({ count, words }) => ({
      count,
      path: words.map(({ text, scope }) => {
        const script = scope === undefined ? undefined : scripts.get(scope);
        return script === undefined ? text : `${text} (${sourcePath(script)})`;
      }),
    }));
  }
}
