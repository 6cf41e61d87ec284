/** A learner who is not there: reports in order, each again until it is confirmed, as the lab command does it. */
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Joined, type LabReport } from '../protocol/learner.ts';
import { PROTOCOL } from '../protocol/words.ts';

/** A connection for each learner, kept, as each has a machine. */
const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
/** Milliseconds without an answer. */
const PATIENCE = 10_000;
/** Milliseconds before another try: the first, and the longest. */
const FIRST = 250;
const LONGEST = 8000;
const FACTS = ['starts', 'count-returns-to-baseline', 'load-answers'];

export interface Answer {
  status: number;
  body: string;
  ms: number;
}

export function ask(url: string, path: string, token: string | null, body: unknown): Promise<Answer> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request(
      new URL(path, url),
      {
        method: 'POST',
        agent,
        timeout: PATIENCE,
        headers: {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(text),
          ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
        },
      },
      (response) => {
        let heard = '';
        response.setEncoding('utf8');
        response.on('data', (piece: string) => (heard += piece));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: heard, ms: performance.now() - start }),
        );
        response.on('error', reject);
      },
    );
    sent.on('timeout', () => sent.destroy(new Error('no answer')));
    sent.on('error', reject);
    sent.end(text);
  });
}

export class SimulatedLearner {
  readonly id: string;
  readonly url: string;
  readonly token: string;
  /** When each report was handed over first; its place is what stands in `minutes`. */
  readonly sentAt: number[] = [];
  /** How many are confirmed, from the first on. */
  confirmed = 0;
  /** How long each answer took that was a yes, milliseconds. */
  readonly times: number[] = [];
  /** Answers that were none, or a no. */
  refused = 0;
  /** Out of the network. */
  away = false;
  #last: Promise<void> = Promise.resolve();

  private constructor(url: string, { learner, token }: Joined) {
    this.url = url;
    this.id = learner;
    this.token = token;
  }

  static async join(url: string, code: string, name: string): Promise<SimulatedLearner> {
    const { status, body } = await ask(url, '/api/join', null, { protocol: PROTOCOL, code, name });
    if (status !== 200) throw new Error(`joining was refused: ${body}`);
    return new SimulatedLearner(url, Joined.parse(JSON.parse(body)));
  }

  /** Resolves once it is confirmed. `ended`: nobody waits for it any more. */
  report(ended: AbortSignal): Promise<void> {
    const place = this.sentAt.length;
    this.sentAt.push(performance.now());
    const report: LabReport = {
      kind: 'lab',
      id: randomUUID(),
      ageMs: 0,
      lab: `0${1 + (place % 6)}-${['counting', 'leaky-query', 'load-testing', 'stack-dumps', 'agent-cli', 'leak-tests'][place % 6]}`,
      state: 'failing',
      fact: FACTS[place % FACTS.length] ?? null,
      // Another one each time: what says the same of a lab within some seconds is stored once.
      hints: Math.floor(place / 6) % 4,
      minutes: place,
    };
    this.#last = this.#last.then(() => this.#confirm(report, ended));
    return this.#last;
  }

  async #confirm(report: LabReport, ended: AbortSignal): Promise<void> {
    let wait = FIRST;
    while (!ended.aborted) {
      if (!this.away) {
        try {
          const { status, ms } = await ask(this.url, '/api/learner/events', this.token, { events: [report] });
          if (status === 200) {
            this.times.push(ms);
            this.confirmed++;
            return;
          }
          this.refused++;
        } catch {
          this.refused++;
        }
      }
      await sleep(wait * (0.5 + Math.random()), undefined, { signal: ended }).catch(() => {});
      if (!this.away) wait = Math.min(wait * 2, LONGEST);
    }
  }
}

/** Reports of all of them, each every `interval` milliseconds at a moment of its own, until `ms` are over and all are confirmed. */
export async function work(
  learners: readonly SimulatedLearner[],
  { interval, ms, ended }: { interval: number; ms: number; ended: AbortSignal },
): Promise<void> {
  await Promise.all(
    learners.map(async (learner) => {
      await sleep(Math.random() * interval);
      const until = performance.now() + ms - interval;
      const sent: Promise<void>[] = [];
      for (let next = performance.now(); next < until && !ended.aborted; next += interval) {
        await sleep(Math.max(0, next - performance.now()));
        sent.push(learner.report(ended));
      }
      await Promise.all(sent);
    }),
  );
}
