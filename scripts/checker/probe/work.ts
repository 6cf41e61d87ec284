/** Tasks of the probe's own, which wait until they are told to end. */
import { go } from 'taskscope';

export class Work {
  readonly #ends: (() => void)[] = [];

  /** Starts or ends as many as it takes to have `wanted`. */
  async have(wanted: number): Promise<null> {
    while (this.#ends.length < wanted) {
      const { promise, resolve } = Promise.withResolvers<void>();
      go(() => promise, { name: 'work of the checker' });
      this.#ends.push(resolve);
    }
    for (const end of this.#ends.splice(wanted)) end();
    // A task ends a few turns after its promise.
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    return null;
  }
}
