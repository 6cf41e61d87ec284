/** What keeps suspended functions alive, told once for all that are held alike. */
import { sourcePath } from '../transform/author-map.ts';
import { keyOf, type Way, withoutKeys } from './alike.ts';
import { type AuthorsVariable, authorsVariables } from './authors-variables.ts';
import { AuthorsWords } from './authors-words.ts';
import { PathWords, type Word } from './path-words.ts';
import { Retainers } from './retainers.ts';
import { functionsOfContexts, scriptNode } from './scopes.ts';
import { Shapes } from './shapes.ts';
import type { Snapshot } from './snapshot.ts';
import type { Holder } from './suspended.ts';

/** Of a group, how many ways are told. */
const SHOWN = 3;

export class Holders {
  readonly #snapshot: Snapshot;
  readonly #authors: AuthorsWords;
  readonly #words: PathWords;
  readonly #shapes: Shapes;

  constructor(snapshot: Snapshot, authors = new AuthorsWords(snapshot), retainers = new Retainers(snapshot)) {
    this.#snapshot = snapshot;
    this.#authors = authors;
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
    const contexts = ways.flatMap(({ words }) => words.flatMap(({ scope, variable }) => [scope, variable?.context]));
    const all = [...contexts, ...[...authors.values()].map(({ scope }) => scope)].filter((each) => each !== undefined);
    const functions = functionsOfContexts(this.#snapshot, new Set(all));
    return ways.map(({ count, words }) => {
      const variables = words.map(({ scope, node = -1 }) => (scope === undefined ? authors.get(node) : undefined));
      // Rather what is a variable itself than a property of one.
      const direct = variables.findLastIndex((variable) => variable?.property === '');
      const told = direct < 0 ? variables.findLastIndex((variable) => variable !== undefined) : direct;
      const path = words.map((word, index) => {
        const text = this.#text(word, functions);
        const variable = index === told ? variables[index] : undefined;
        return variable === undefined ? text : `${text}, also ${this.#variable(variable, functions)}`;
      });
      return { count, path };
    });
  }

  /** As the author would call it. */
  #text({ text, scope, variable, closure }: Word, functions: Functions): string {
    const called = closure === undefined || closure < 0 ? null : this.#authors.function(closure);
    if (called !== null) return `async ${called}`;
    const context = variable?.context ?? scope;
    const author =
      variable === undefined ? [] : variable.names.map((name) => this.#name(variable.context, name, functions));
    const before = `variable ${variable?.names.join(' or ')}`;
    const after = `variable ${author.map(({ name }) => name).join(' or ')}`;
    const written = text.startsWith(before) ? after + text.slice(before.length) : text;
    return scope === undefined ? written : inFile(written, author[0]?.file ?? this.#file(context, functions));
  }

  #variable({ text, property, scope }: AuthorsVariable, functions: Functions): string {
    const { name, file } = this.#name(scope, text, functions);
    return inFile(`variable ${name}${property}`, file);
  }

  #name(context: number, name: string, functions: Functions): { name: string; file: string | null } {
    const closure = functions.get(context);
    const author = closure === undefined ? null : this.#authors.variable(context, closure, name);
    return author ?? { name, file: this.#file(context, functions) };
  }

  #file(context: number | undefined, functions: Functions): string | null {
    const script = scriptNode(this.#snapshot, functions.get(context ?? -1) ?? -1);
    return script < 0 ? null : sourcePath(this.#snapshot.name(script));
  }
}

/** By scope, one of its functions. */
type Functions = ReadonlyMap<number, number>;

function inFile(text: string, file: string | null): string {
  return file === null ? text : `${text} (${file})`;
}
