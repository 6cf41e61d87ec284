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
  /** Who was taken out: a look at the database that is under way must not bring them back. */
  readonly #gone = new Set<string>();
  readonly #wrong = new Limit(100, 10);

  constructor(store: Pick<Store, 'learnerOf'>) {
    this.#store = store;
  }

  /** The learner of a token that was here before; null where that would need a look at the database. */
  known(token: string | null): Known | null {
    return token === null ? null : (this.#known.get(hashOf(token)) ?? null);
  }

  /** Throws a refusal where nobody has this token. `caller`: who asks. */
  async learnerOf(token: string | null, caller: string): Promise<Known> {
    const known = this.known(token);
    if (known !== null) return known;
    if (!this.#wrong.allows(caller)) throw new Refused('slow-down', 'Too many wrong tokens: wait a moment.', 10);
    const found = token === null ? null : await this.#store.learnerOf(token);
    if (token === null || found === null || this.#gone.has(found.id)) {
      this.#wrong.take(caller);
      throw new Refused('token', 'This classroom does not know you: join again.');
    }
    this.remember(token, found);
    return found;
  }

  remember(token: string, learner: Known): void {
    if (this.#known.size >= REMEMBERED) this.#known.clear();
    this.#known.set(hashOf(token), learner);
  }

  /** They are nobody from now on. */
  forget(ids: readonly string[]): void {
    if (this.#gone.size >= REMEMBERED) this.#gone.clear();
    const gone = new Set(ids);
    for (const id of gone) this.#gone.add(id);
    for (const [hash, { id }] of this.#known) if (gone.has(id)) this.#known.delete(hash);
  }
}
