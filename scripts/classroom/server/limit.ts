/** How often somebody may do something: a bucket of tokens for each, which fills again with time. Bounded in memory. */

interface Bucket {
  left: number;
  at: number;
}

export class Limit {
  readonly #burst: number;
  readonly #perSecond: number;
  readonly #most: number;
  readonly #buckets = new Map<string, Bucket>();

  /** `burst` at once, then `perSecond`. Of more than `most` callers, those who were quiet longest are forgotten. */
  constructor(burst: number, perSecond: number, most = 10_000) {
    this.#burst = burst;
    this.#perSecond = perSecond;
    this.#most = most;
  }

  /** Takes one, or as many as `count` says; false where fewer are left. `now` in milliseconds, by a clock that never goes back. */
  take(who: string, now = performance.now(), count = 1): boolean {
    const bucket = this.#bucket(who, now);
    if (bucket.left < count) return false;
    bucket.left -= count;
    return true;
  }

  /** Whether one is left, without taking it. */
  allows(who: string, now = performance.now()): boolean {
    return this.#bucket(who, now).left >= 1;
  }

  #bucket(who: string, now: number): Bucket {
    const known = this.#buckets.get(who) ?? { left: this.#burst, at: now };
    known.left = Math.min(this.#burst, known.left + ((now - known.at) / 1000) * this.#perSecond);
    known.at = now;
    // Last in the order of insertion, so that the first is who was quiet longest.
    this.#buckets.delete(who);
    this.#buckets.set(who, known);
    if (this.#buckets.size > this.#most) {
      const [oldest] = this.#buckets.keys();
      if (oldest !== undefined) this.#buckets.delete(oldest);
    }
    return known;
  }
}
