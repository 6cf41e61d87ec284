/** What no test of a file owns, proven at the end of the file: nobody else would report it. */
import { collect } from '../collect.ts';
import { NotTrackedError } from '../errors.ts';
import { registry } from '../registry/registry.ts';
import type { Scope } from '../registry/scopes.ts';
import { find, isClean } from './find.ts';
import { NOBODY_LOOKED } from './holders.ts';
import { ignorer } from './ignore.ts';
import type { LeakTestOptions } from './leak-test.ts';
import { type LeakError, leakErrors } from './report.ts';
import { whyBlind } from './runner.ts';

/**
 * Holds the tests of a file. Its own are the tasks that were started outside of any test (at the top of a module, in
 * `beforeAll`), after the end of a test, and, while several tests ran at the same time, in the context of none.
 *
 * Only proven leaks count: a pool or a janitor that is started once and kept is none.
 */
export class FileTest {
  readonly #scope = registry.openGround('outside of any test');
  readonly #ignored;
  readonly #codeFrame: boolean;

  constructor({ ignore = [], codeFrame = true }: LeakTestOptions) {
    this.#ignored = ignorer(ignore);
    this.#codeFrame = codeFrame;
  }

  /** Resolves to an error for each group of tasks that the file fails for; and to one where its leak tests saw nothing. */
  async end(): Promise<Error[]> {
    const scopes = registry.withInner(this.#scope);
    if (!isClean(find(scopes, this.#ignored))) await collect();
    const errors = scopes.flatMap((scope) => this.#errorsOf(scope));
    registry.closeScope(this.#scope);
    const blind = whyBlind();
    return blind === null ? errors : [new NotTrackedError(blind), ...errors];
  }

  #errorsOf(scope: Scope): LeakError[] {
    const { leaked } = find([scope], this.#ignored);
    const options = { origin: scope.name, waited: undefined, codeFrame: this.#codeFrame, holders: NOBODY_LOOKED };
    return leakErrors({ leaked, pending: [] }, options);
  }
}
