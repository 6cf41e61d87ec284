/** Who a token belongs to: remembered, for each report asks it. A guess costs a look at the database, so there are few. */
import { hashOf, type Store } from '../storage/store.ts';
import { Limit } from './limit.ts';
import { Refused } from './refusal.ts';

export interface Known {
  id: string;
  session: string;
  name: string;
}

const REMEMBERED = 20_000;

export class Tokens {
  readonly #store: Pick<Store, 'learnerOf'>;
  readonly #known = new Map<string, Known>();
  readonly #wrong = new Limit(100, 10);

  constructor(store: Pick<Store, 'learnerOf'>) {
    this.#store = store;
  }

  /** Throws a refusal where nobody has this token. `caller`: who asks. */
  async learnerOf(token: string | null, caller: string): Promise<Known> {
    const hash = hashOf(token ?? '');
    const known = this.#known.get(hash);
    if (known !== undefined) return known;
    if (!this.#wrong.allows(caller)) throw new Refused('slow-down', 'Too many wrong tokens: wait a moment.', 10);
    const found = token === null ? null : await this.#store.learnerOf(token);
    if (found === null) {
      this.#wrong.take(caller);
      throw new Refused('token', 'This classroom does not know you: join again.');
    }
    if (this.#known.size >= REMEMBERED) this.#known.clear();
    this.#known.set(hash, found);
    return found;
  }

  forget(ids: readonly string[]): void {
    for (const [hash, { id }] of this.#known) if (ids.includes(id)) this.#known.delete(hash);
  }
}
