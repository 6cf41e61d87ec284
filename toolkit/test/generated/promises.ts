/** Promises of the oracle: who waits for what, as a graph that can be asked what still leads where. */
export type Settled = { ok: boolean };
type Reaction = { owner: Frame | Promised | null; settled(outcome: Settled): void };

/** One call of an async function. */
export interface Frame {
  promise: Promised;
  /** What it is about to return, while it runs something before. */
  keeps?: Promised | null;
}

export class Promised {
  outcome: Settled | null = null;
  /** Whether something outside of the program can still settle it. */
  held = false;
  /** A thenable holds nobody who awaits it: what it was given to settle by does. */
  isThenable = false;
  readonly reactions: Reaction[] = [];

  static of(ok: boolean): Promised {
    const promise = new Promised();
    promise.outcome = { ok };
    return promise;
  }
}

/** Runs what is due, in order: first all microtasks, then one turn of the event loop, and so on. */
export class Loop {
  readonly #micro: (() => void)[] = [];
  readonly #macro: (() => void)[] = [];

  microtask(job: () => void): void {
    this.#micro.push(job);
  }

  macrotask(job: () => void): void {
    this.#macro.push(job);
  }

  /** `owner`: what goes on once the promise is settled. */
  when(promise: Promised, owner: Reaction['owner'], settled: Reaction['settled']): void {
    const { outcome } = promise;
    if (outcome === null) promise.reactions.push({ owner, settled });
    else this.microtask(() => settled(outcome));
  }

  settle(promise: Promised, ok: boolean): void {
    if (promise.outcome !== null) return;
    const outcome = { ok };
    promise.outcome = outcome;
    promise.held = false;
    for (const { settled } of promise.reactions.splice(0)) this.microtask(() => settled(outcome));
  }

  /** A promise that ends as `source` does, or well in any case. */
  following(source: Promised, caught = false): Promised {
    const promise = new Promised();
    this.when(source, promise, ({ ok }) => this.settle(promise, ok || caught));
    return promise;
  }

  quiet(): void {
    for (;;) {
      const job = this.#micro.shift() ?? this.#macro.shift();
      if (job === undefined) return;
      job();
    }
  }
}

/** The frames that can still go on: those to which a held promise leads. */
export function reachable(held: Iterable<Promised>): Set<Frame> {
  const frames = new Set<Frame>();
  const seen = new Set<Promised>();
  const visit = (promise: Promised): void => {
    if (seen.has(promise)) return;
    seen.add(promise);
    for (const { owner } of promise.reactions) {
      if (owner === null) continue;
      if (owner instanceof Promised) visit(owner);
      else {
        frames.add(owner);
        visit(owner.promise);
        if (owner.keeps) visit(owner.keeps);
      }
    }
  };
  for (const promise of held) visit(promise);
  return frames;
}
