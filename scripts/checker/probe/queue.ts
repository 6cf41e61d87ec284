/** The queue that a worker takes its jobs from, by their ids. */
export class Queue {
  readonly #ready: string[] = [];
  readonly #takers: ((id: string) => void)[] = [];

  /** How many wait for a job. */
  get takers(): number {
    return this.#takers.length;
  }

  add(ids: readonly string[]): void {
    for (const id of ids) {
      const taker = this.#takers.shift();
      if (taker === undefined) this.#ready.push(id);
      else taker(id);
    }
  }

  take(taker: (id: string) => void): void {
    const id = this.#ready.shift();
    if (id === undefined) this.#takers.push(taker);
    else taker(id);
  }
}
