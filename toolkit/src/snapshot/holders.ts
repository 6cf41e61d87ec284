/** What keeps suspended functions alive, told once for all that are held alike. */
import { sourcePath } from '../transform/author-map.ts';
import { keyOf, type Way, withoutKeys } from './alike.ts';
import { authorsVariables } from './authors-variables.ts';
import { PathWords } from './path-words.ts';
import { Retainers } from './retainers.ts';
import { scriptsOfContexts } from './scopes.ts';
import { Shapes } from './shapes.ts';
import type { Snapshot } from './snapshot.ts';
import type { Holder } from './suspended.ts';

/** Of a group, how many ways are told. */
const SHOWN = 3;

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
      const key = keyOf(words);
      const known = ways.get(key);
      if (known === undefined) ways.set(key, { count, words });
      else known.count += count;
    }
    return this.#told(withoutKeys([...ways.values()], SHOWN).slice(0, SHOWN));
  }

  #told(ways: readonly Way[]): Holder[] {
    // Where no variable is among the words, one may lead there all the same.
    const nameless = ways.filter(({ words }) => words.every(({ scope }) => scope === undefined));
    const nodes = new Set(nameless.flatMap(({ words }) => words.flatMap(({ node }) => node ?? [])));
    const authors = authorsVariables(this.#snapshot, nodes);
    const scopes = ways.flatMap(({ words }) => words.flatMap(({ scope }) => scope ?? []));
    const scripts = scriptsOfContexts(
      this.#snapshot,
      new Set([...scopes, ...[...authors.values()].map(({ scope }) => scope)]),
    );
    const inFile = (text: string, scope: number): string => {
      const script = scripts.get(scope);
      return script === undefined ? text : `${text} (${sourcePath(script)})`;
    };
    return ways.map(({ count, words }) => {
      const variables = words.map(({ scope, node = -1 }) => (scope === undefined ? authors.get(node) : undefined));
      // Rather what is a variable itself than a property of one.
      const direct = variables.findLastIndex((variable) => variable !== undefined && !variable.text.includes('.'));
      const told = direct < 0 ? variables.findLastIndex((variable) => variable !== undefined) : direct;
      const path = words.map(({ text, scope }, index) => {
        if (scope !== undefined) return inFile(text, scope);
        const variable = index === told ? variables[index] : undefined;
        return variable === undefined ? text : inFile(`${text}, also variable ${variable.text}`, variable.scope);
      });
      return { count, path };
    });
  }
}
