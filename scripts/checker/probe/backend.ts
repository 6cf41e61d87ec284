/**
 * The backend of the service, in the hands of the checker: it decides when each answer comes, and what is in it.
 *
 * A call belongs to the request whose id it carries, else to the request in whose async context it was made: each rule
 * alone blames a right fix (a pool is started in the context of another request, an id may not be handed on).
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Plan, Row, SeenRequest } from '../protocol.ts';
import type { Random } from '../random.ts';
import { patiently } from './patiently.ts';
import { Queue } from './queue.ts';
import { setImmediate } from './real-timers.ts';

/** How long a response may wait for an answer that it should not need. It ends a wait; the verdict goes by the order. */
const RESPONSE_PATIENCE = 1000;
/** How long the sources wait for each other to be asked. One that is asked later was not asked at once. */
const CALL_PATIENCE = 500;
/** The source that a worker takes its jobs from, and the one that it tells what became of them. */
const JOBS = 'jobs';
const RESULTS = 'results';

interface Call {
  row: Row;
  /** The one that it was made for, as far as that is known. */
  request: Request | null;
  answer: (row: Row) => void;
  fail: (error: Error) => void;
}

interface Request {
  id: string;
  plan: Plan | null;
  calls: { source: string; id: string }[];
  asked: string[];
  pending: Call[];
  given: Row[];
  givenAtFinish: string[] | null;
  waited: boolean;
  begun: number;
  ms: number | null;
  impatient: boolean;
  /** Ends the wait that is under way. */
  stopWaiting: (() => void) | null;
}

export class Backend {
  readonly #random: Random;
  readonly #plans = new Map<string, Plan>();
  /** By id, in the order in which they came. */
  readonly #requests = new Map<string, Request[]>();
  readonly #context = new AsyncLocalStorage<Request>();
  readonly #held = new Map<string, Call[]>();
  readonly #calls = new Map<string, { id: string; what?: unknown }[]>();
  readonly #queue = new Queue();
  readonly #onCall: () => void;
  #settling = false;
  #kept: ReadonlySet<string> = new Set();

  constructor(random: Random, onCall: () => void) {
    this.#random = random;
    this.#onCall = onCall;
  }

  plan(plans: [id: string, plan: Plan][]): null {
    for (const [id, plan] of plans) this.#plans.set(id, plan);
    return null;
  }

  hold(sources: string[]): null {
    for (const source of sources) if (!this.#held.has(source)) this.#held.set(source, []);
    return null;
  }

  free(sources: string[]): null {
    for (const source of sources) {
      this.release(source, null);
      this.#held.delete(source);
    }
    return null;
  }

  /** Answers what a source holds, for one id or all, with `value` where one is given. `error`: it fails with these words instead. */
  release(source: string, id: string | null, { error, value }: { error?: string; value?: string } = {}): Row[] {
    const calls = this.#held.get(source) ?? [];
    const due = calls.filter(({ row }) => id === null || row.id === id);
    if (this.#held.has(source))
      this.#held.set(
        source,
        calls.filter((call) => !due.includes(call)),
      );
    for (const { answer, fail, row, request } of due) {
      if (error !== undefined) fail(new Error(error));
      else {
        if (value !== undefined) row.value = value;
        request?.given.push(row);
        answer(row);
      }
    }
    return due.map(({ row }) => row);
  }

  calls(source: string): { id: string; what?: unknown }[] {
    return this.#calls.get(source) ?? [];
  }

  enqueue(jobs: [id: string, plan: Plan | null][]): null {
    for (const [id, plan] of jobs) {
      if (plan !== null) this.#plans.set(id, plan);
      this.#open(id);
    }
    this.#queue.add(jobs.map(([id]) => id));
    return null;
  }

  get takers(): number {
    return this.#queue.takers;
  }

  /** What backend.ts of a lab calls in place of its own timers. */
  readonly ask = (source: string, id: string, what?: unknown): Promise<Row> =>
    new Promise((answer, fail) => {
      this.#onCall();
      if (source === JOBS) return this.#queue.take((job) => answer({ source, id: job, value: job }));
      const request = this.#requestOf(source, id);
      request?.calls.push({ source, id });
      const row = { source, id, value: this.#random.text() };
      const log = this.#calls.get(source) ?? [];
      this.#calls.set(source, log);
      log.push(what === undefined ? { id } : { id, what: asTold(what) });
      const call = { row, request, answer, fail };
      const held = this.#held.get(source);
      if (source === RESULTS) this.finish(id);
      if (held !== undefined && (!this.#settling || this.#kept.has(source))) held.push(call);
      else if (source !== RESULTS && request?.plan) this.#take(request, request.plan, call);
      else setImmediate(answer, row);
    });

  /** Of those with this id, the one that has not asked this source yet: several may be under way. */
  #requestOf(source: string, id: string): Request | null {
    const own = this.#context.getStore() ?? null;
    if (own?.id === id) return own;
    const same = this.#requests.get(id) ?? [];
    return same.find(({ calls }) => !calls.some((call) => call.source === source)) ?? same.at(-1) ?? own;
  }

  /** A request has arrived; what it does from here on is done in its context. */
  begin(id: string): void {
    this.#context.enterWith(this.#open(id));
  }

  #open(id: string): Request {
    const request: Request = {
      id,
      plan: this.#plans.get(id) ?? null,
      calls: [],
      asked: [],
      pending: [],
      given: [],
      givenAtFinish: null,
      waited: false,
      begun: performance.now(),
      ms: null,
      impatient: false,
      stopWaiting: null,
    };
    this.#requests.set(id, [...(this.#requests.get(id) ?? []), request]);
    return request;
  }

  /** The first of those with this id that is not finished: of several that is as good as any. */
  finish(id: string): void {
    const request = this.#requests.get(id)?.find(({ givenAtFinish }) => givenAtFinish === null);
    if (request === undefined) return;
    request.ms = performance.now() - request.begun;
    request.givenAtFinish = request.given.map(({ source }) => source);
    const { plan } = request;
    if (plan !== null) setImmediate(() => this.#step(request, plan));
  }

  /** Of the requests with this id the last one. */
  seen(id: string): SeenRequest | null {
    const request = this.#requests.get(id)?.at(-1);
    if (request === undefined) return null;
    const { calls, asked, givenAtFinish, given, waited, ms } = request;
    return { calls, asked, givenAtFinish, rows: given, waited, ms };
  }

  totals(): { askedTooFew: number; waited: number } {
    const planned = [...this.#requests.values()].flat().filter(({ plan }) => plan !== null);
    return {
      askedTooFew: planned.filter(({ plan, asked }) => new Set(asked).size < (plan?.calls ?? 0)).length,
      waited: planned.filter(({ waited }) => waited).length,
    };
  }

  /** From now on everything is answered, and at once, but for the sources to keep. */
  settle(keep: readonly string[]): void {
    this.#settling = true;
    this.#kept = new Set(keep);
    for (const source of this.#held.keys()) if (!this.#kept.has(source)) this.release(source, null);
    for (const request of [...this.#requests.values()].flat())
      if (request.plan !== null) this.#step(request, request.plan);
  }

  /** Answers wait again where they are planned to. */
  unsettle(): void {
    this.#settling = false;
  }

  #take(request: Request, plan: Plan, call: Call): void {
    if (request.given.length === 0) request.asked.push(call.row.source);
    request.pending.push(call);
    setImmediate(() => this.#step(request, plan));
  }

  #step(request: Request, plan: Plan): void {
    request.stopWaiting?.();
    request.stopWaiting = null;
    if (request.givenAtFinish !== null) {
      if (plan.rest === 'after-response' || this.#settling) this.#giveAll(request, plan);
      return;
    }
    if (request.asked.length < plan.calls && !request.impatient && !this.#settling) {
      request.stopWaiting = patiently(CALL_PATIENCE, () => {
        request.impatient = true;
        this.#step(request, plan);
      });
      return;
    }
    if (plan.first >= plan.calls) return this.#giveAll(request, plan);
    if (request.given.length < plan.first && this.#give(request, plan)) {
      setImmediate(() => this.#step(request, plan));
      return;
    }
    if (request.pending.length === 0) return;
    request.stopWaiting = patiently(RESPONSE_PATIENCE, () => {
      request.waited = true;
      this.#giveAll(request, plan);
    });
  }

  #giveAll(request: Request, plan: Plan): void {
    while (this.#give(request, plan));
  }

  /** The pending call whose source comes first in the plan is answered. */
  #give(request: Request, plan: Plan): boolean {
    const rank = ({ row }: Call): number => plan.order.indexOf(row.source);
    const early = request.givenAtFinish === null && !request.waited && !this.#settling;
    const [call] = request.pending
      .filter(({ row }) => !(early && plan.late?.includes(row.source)))
      .toSorted((a, b) => rank(a) - rank(b));
    if (call === undefined) return false;
    request.pending.splice(request.pending.indexOf(call), 1);
    request.given.push(call.row);
    call.answer(call.row);
    return true;
  }
}

/** As it is now, in a form that can be told: the program may go on to change it. */
function asTold(what: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(what));
  } catch {
    return String(what);
  }
}
