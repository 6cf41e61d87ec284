interface Waiter {
  writes: boolean;
  enter: () => void;
}

/** A lock that many read or one writes, as Go's `RWMutex`: a writer that waits lets no more readers in. */
export class RWMutex {
  readonly #waiters: Waiter[] = [];
  #readers = 0;
  #written = false;

  lock(): Promise<void> {
    return this.#queue(true);
  }

  readLock(): Promise<void> {
    return this.#queue(false);
  }

  unlock(): void {
    this.#written = false;
    this.#admit();
  }

  readUnlock(): void {
    this.#readers--;
    this.#admit();
  }

  #queue(writes: boolean): Promise<void> {
    return new Promise((enter) => {
      this.#waiters.push({ writes, enter });
      this.#admit();
    });
  }

  #admit(): void {
    for (let first = this.#waiters[0]; first !== undefined; first = this.#waiters[0]) {
      if (this.#written || (first.writes && this.#readers > 0)) return;
      if (first.writes) this.#written = true;
      else this.#readers++;
      this.#waiters.shift();
      first.enter();
    }
  }
}
