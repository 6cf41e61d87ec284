/** A dashboard that nobody looks at: how far behind the learners it is, and what is stored in the end. */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type LearnerView, Snapshot, Update } from '../protocol/dashboard.ts';
import type { SimulatedLearner } from './learner.ts';
import type { ServerProcess } from './server-process.ts';

const Exported = z.object({
  learners: z.array(
    z.object({ id: z.string(), events: z.array(z.object({ kind: z.string(), minutes: z.number().nullable() })) }),
  ),
});

export class Observer {
  /** Milliseconds from when a learner handed a report over until it stood here. */
  readonly lags: number[] = [];
  /** Times the stream broke off and came back. */
  returns = -1;
  readonly #learners: Map<string, SimulatedLearner>;
  readonly #seen = new Map<string, number>();
  readonly #closing = new AbortController();

  constructor(learners: readonly SimulatedLearner[]) {
    this.#learners = new Map(learners.map((learner) => [learner.id, learner]));
  }

  /** Follows until it is closed, and comes back after each break. */
  async follow(server: ServerProcess): Promise<void> {
    while (!this.#closing.signal.aborted) {
      await this.#once(server).catch(() => {});
      await sleep(100);
    }
  }

  close(): void {
    this.#closing.abort();
  }

  async #once(server: ServerProcess): Promise<void> {
    const { body, ok } = await fetch(`${server.url}/api/instructor/stream`, {
      headers: { Authorization: `Bearer ${server.token}` },
      signal: this.#closing.signal,
    });
    if (!ok || body === null) return;
    this.returns++;
    let text = '';
    for await (const piece of body.pipeThrough(new TextDecoderStream())) {
      text += piece;
      const messages = text.split('\n\n');
      text = messages.pop() ?? '';
      for (const message of messages) this.#message(message);
    }
  }

  #message(message: string): void {
    const [, event, data] = /^event: (\w+)\ndata: (.*)$/s.exec(message) ?? [];
    if (data === undefined) return;
    // What comes after a break tells of the break, not of the stream: it is noted, and not measured.
    if (event === 'snapshot')
      for (const learner of Snapshot.parse(JSON.parse(data)).learners) this.#see(learner, false);
    else for (const learner of Update.parse(JSON.parse(data)).learners ?? []) this.#see(learner, true);
  }

  #see({ id, cells }: LearnerView, measured: boolean): void {
    const learner = this.#learners.get(id);
    const last = Math.max(-1, ...Object.values(cells).map(({ minutes }) => minutes));
    const before = this.#seen.get(id) ?? -1;
    this.#seen.set(id, Math.max(last, before));
    if (learner === undefined || !measured) return;
    for (let place = before + 1; place <= last; place++) {
      const sentAt = learner.sentAt[place];
      if (sentAt !== undefined) this.lags.push(performance.now() - sentAt);
    }
  }
}

/** Reports that are not stored though they were confirmed, stored more than once, or out of order. */
export async function wrongs(server: ServerProcess, learners: readonly SimulatedLearner[]): Promise<string[]> {
  const response = await fetch(`${server.url}/api/instructor/export.json`, {
    headers: { Authorization: `Bearer ${server.token}` },
  });
  const exported = Exported.parse(await response.json());
  const stored = new Map(exported.learners.map(({ id, events }) => [id, events.map(({ minutes }) => minutes)]));
  return learners.flatMap(({ id, confirmed, sentAt }) => {
    const places = stored.get(id) ?? [];
    if (places.some((place, index) => place !== index)) return [`${id}: stored as ${places.join(' ')}`];
    if (places.length < confirmed) return [`${id}: ${confirmed} confirmed, ${places.length} stored`];
    return places.length > sentAt.length ? [`${id}: ${places.length} stored of ${sentAt.length}`] : [];
  });
}
