/** The facts of a check, in order. The first that does not hold ends the check: what comes after it would mean nothing. */
import { placesAsShown } from './place.ts';
import type { Fact } from './verdict.ts';

export interface FactDefinition {
  id: string;
  title: string;
}

/** What was seen where a fact does not hold. */
export interface Finding {
  expected: unknown;
  actual: unknown;
  where?: string | null;
  help: string;
  /** The end of what the program printed, where that tells more. */
  output?: string;
}

/** A fact does not hold: the check is over. */
export class FactFailed extends Error {
  readonly output: string;

  constructor(id: string, output: string) {
    super(id);
    this.output = placesAsShown(output.trim());
  }
}

/** The lab can't be judged here and now; the learner's code may well be right. The message says what to do. */
export class CouldNotJudge extends Error {}

export class Facts {
  readonly #facts: Fact[];
  readonly #onChange: (facts: Fact[]) => void;

  /** `onChange` is told all facts, before the first one is decided and each time that one is. */
  constructor(definitions: readonly FactDefinition[], onChange: (facts: Fact[]) => void = () => {}) {
    this.#facts = definitions.map(({ id, title }) => ({ id, title, state: 'not-reached' }));
    this.#onChange = onChange;
    onChange(this.#facts);
  }

  /** The fact holds. */
  holds(id: string): void {
    this.#fact(id).state = 'pass';
    this.#onChange(this.#facts);
  }

  /** The fact does not hold; throws. */
  fails(id: string, { where, output = '', ...finding }: Finding): never {
    Object.assign(this.#fact(id), { state: 'fail' }, finding, where ? { where } : {});
    this.#onChange(this.#facts);
    throw new FactFailed(id, output);
  }

  /** Goes on if `condition` holds; the fact itself is not decided by it. */
  require(id: string, condition: boolean, finding: () => Finding): void {
    if (!condition) this.fails(id, finding());
  }

  /** The first one that is not decided yet. */
  get next(): string {
    return this.#facts.find(({ state }) => state === 'not-reached')?.id ?? this.#facts.at(-1)?.id ?? '';
  }

  list(): Fact[] {
    return this.#facts;
  }

  get passed(): boolean {
    return this.#facts.every(({ state }) => state === 'pass');
  }

  #fact(id: string): Fact {
    const fact = this.#facts.find((each) => each.id === id);
    if (fact === undefined) throw new Error(`\`${id}\` is not among the facts of this check: add it to its \`facts\`.`);
    return fact;
  }
}
