/** One leak test, for whatever runs it: a scope to start tasks in, and a verdict at its end. */
import { later } from '../real-time.ts';
import type { InnermostGroup } from '../registry/groups.ts';
import { registry } from '../registry/registry.ts';
import type { Scope } from '../registry/scopes.ts';
import { type Found, find, findInnermost } from './find.ts';
import { holdersOf, NOBODY_LOOKED, PATIENCE } from './holders.ts';
import { type Ignore, ignorer } from './ignore.ts';
import { type LeakError, leakErrors } from './report.ts';
import { type Deadline, untilDecided } from './wait.ts';

export interface LeakTestOptions {
  /** Tasks to pass over. */
  ignore?: readonly Ignore[];
  /** Put the lines of the source into the stack of the error: for runners that don't show them. Default: true. */
  codeFrame?: boolean;
  /**
   * Where it fails on a suspicion alone, say what holds the tasks. A heap snapshot is taken for it, which stops the tests of this
   * process for a second or more, once for each test that fails so. Default: false.
   */
  why?: boolean;
}

export class LeakTest {
  /** What is started in it counts. */
  readonly scope: Scope;
  readonly #origin: string;
  readonly #ignored;
  readonly #codeFrame: boolean;
  readonly #why: boolean;
  #callers: ReadonlySet<number> | undefined;

  /**
   * What is started from now on, in the context of `run()` or after `enter()`, counts. The test lies in the one that runs
   * now, unless `parent` says where.
   */
  constructor(name: string, { ignore = [], codeFrame = true, why = false }: LeakTestOptions, parent?: LeakTest) {
    this.#ignored = ignorer(ignore);
    this.#origin = name === '' ? 'in this test' : `in the test "${name}"`;
    this.#codeFrame = codeFrame;
    this.#why = why;
    this.scope = registry.openScope(this.#origin, parent?.scope);
  }

  run<T>(fn: () => T): T {
    return registry.runInScope(this.scope, fn);
  }

  enter(): void {
    registry.enterScope(this.scope);
  }

  get isOpen(): boolean {
    return this.scope.late === null;
  }

  /** Ends the test without a verdict. */
  close(): void {
    registry.closeScope(this.scope);
  }

  /** What has not finished by now. */
  find(): Found {
    return find(registry.withInner(this.scope), this.#ignored, this.#callers);
  }

  /**
   * Waits until all has finished, or is proven not to, or the deadline; then the test is over. Resolves to an error for each
   * group of tasks that it fails for; to none where the test around it has ended before, and reported them. `waited` is the
   * milliseconds of the deadline, where it has any; `left` says how many there are behind it.
   */
  async end(deadline: Deadline, waited: number | undefined, left = (): number => PATIENCE): Promise<LeakError[]> {
    registry.leaveScope(this.scope);
    if (!this.isOpen) return [];
    // Whoever calls this waits for it, and can't have finished.
    this.#callers = registry.callersOf(registry.currentRecord());
    let found: Found;
    let holders = NOBODY_LOOKED;
    try {
      found = await untilDecided(() => this.find(), deadline);
      if (this.#why && found.leaked.length === 0 && found.pending.length > 0) {
        holders = await holdersOf(() => this.#findInnermost(), left());
      }
    } finally {
      this.close();
    }
    return leakErrors(found, { origin: this.#origin, waited, codeFrame: this.#codeFrame, holders });
  }

  #findInnermost(): InnermostGroup[] {
    return findInnermost(registry.withInner(this.scope), this.#ignored, this.#callers);
  }
}

/** The deadline that comes so many milliseconds after the end of the test. */
export function after(ms: number): Deadline {
  return (expire) => later(ms, expire);
}
