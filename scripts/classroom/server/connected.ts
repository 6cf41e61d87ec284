/** The learners whose streams are open here. */
import type { EventStream } from './event-stream.ts';

/** Streams of one learner: a terminal or two, and what is not yet known to be gone. */
const STREAMS = 5;

export class Connected {
  readonly #streams = new Map<string, Set<EventStream>>();

  get ids(): ReadonlySet<string> {
    return new Set(this.#streams.keys());
  }

  /** Whether one more stream of this learner is too many. */
  isFull(id: string): boolean {
    return (this.#streams.get(id)?.size ?? 0) >= STREAMS;
  }

  add(id: string, stream: EventStream): void {
    const streams = this.#streams.get(id) ?? new Set();
    this.#streams.set(id, streams.add(stream));
  }

  remove(id: string, stream: EventStream): void {
    const streams = this.#streams.get(id);
    streams?.delete(stream);
    if (streams?.size === 0) this.#streams.delete(id);
  }

  /** Ends all streams of these learners. */
  end(ids: readonly string[]): void {
    for (const id of ids) for (const stream of this.#streams.get(id) ?? []) stream.end();
  }
}
