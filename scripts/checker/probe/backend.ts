/**
 * The backend of the service, in the hands of the checker: it decides when each answer comes, and what is in it.
 *
 * A call belongs to the request whose id it carries, else to the request in whose async context it was made: each rule
 * alone blames a right fix (a pool is started in the context of another request, an id may not be handed on).
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { clearTimeout, setImmediate, setTimeout } from 'node:timers';
import type { Plan, Row, SeenRequest } from '../protocol.ts';
import type { Random } from '../random.ts';
import { Queue } from './queue.ts';

/** How long a response may wait for an answer that it should not need. It ends a wait; the verdict goes by the order. */
const RESPONSE_PATIENCE = 1000;
/** How long the sources wait for each other to be asked. One that is asked later was not asked at once. */
const CALL_PATIENCE = 500;
/** The source that a worker takes its jobs from, and the one that it tells what became of them. */
const JOBS = 'jobs';
const RESULTS = 'results';

interface Call {
  row: Row;
  answer: (row: Row) => void;
}

interface Request {
  id: string;
  plan: Plan | null;
  asked: string[];
  pending: Call[];
  given: Row[];
  givenAtFinish: string[] | null;
  waited: boolean;
  impatient: boolean;
  timer: NodeJS.Timeout | null;
}

export class Backend {
  readonly #random: Random;
  readonly #plans = new Map<string, Plan>();
  readonly #requests = new Map<string, Request>();
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

  release(source: string, id: string | null): number {
    const calls = this.#held.get(source) ?? [];
    const due = calls.filter(({ row }) => id === null || row.id === id);
    if (this.#held.has(source))
      this.#held.set(
        source,
        calls.filter((call) => !due.includes(call)),
      );
    for (const { answer, row } of due) answer(row);
    return due.length;
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
    new Promise((answer) => {
      this.#onCall();
      if (source === JOBS) return this.#queue.take((job) => answer({ source, id: job, value: job }));
      const request = this.#requests.get(id) ?? this.#context.getStore();
      const row = { source, id: request?.id ?? id, value: this.#random.text() };
      const log = this.#calls.get(source) ?? [];
      this.#calls.set(source, log);
      log.push(what === undefined ? { id } : { id, what: asTold(what) });
      if (source === RESULTS) {
        this.finish(id);
        setImmediate(answer, row);
        return;
      }
      const held = this.#held.get(source);
      if (held !== undefined && (!this.#settling || this.#kept.has(source))) held.push({ row, answer });
      else if (request?.plan) this.#take(request, request.plan, { row, answer });
      else setImmediate(answer, row);
    });

  /** A request has arrived; what it does from here on is done in its context. */
  begin(id: string): void {
    this.#context.enterWith(this.#open(id));
  }

  #open(id: string): Request {
    const request: Request = {
      id,
      plan: this.#plans.get(id) ?? null,
      asked: [],
      pending: [],
      given: [],
      givenAtFinish: null,
      waited: false,
      impatient: false,
      timer: null,
    };
    this.#requests.set(id, request);
    return request;
  }

  finish(id: string): void {
    const request = this.#requests.get(id);
    if (request === undefined) return;
    request.givenAtFinish = request.given.map(({ source }) => source);
    const { plan } = request;
    if (plan !== null) setImmediate(() => this.#step(request, plan));
  }

  seen(id: string): SeenRequest | null {
    const request = this.#requests.get(id);
    if (request === undefined) return null;
    const { asked, givenAtFinish, given, waited } = request;
    return { asked, givenAtFinish, rows: given, waited };
  }

  totals(): { askedTooFew: number; waited: number } {
    const planned = [...this.#requests.values()].filter(({ plan }) => plan !== null);
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
    for (const request of this.#requests.values()) if (request.plan !== null) this.#step(request, request.plan);
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
    if (request.timer !== null) clearTimeout(request.timer);
    request.timer = null;
    if (request.givenAtFinish !== null) {
      if (plan.rest === 'after-response' || this.#settling) this.#giveAll(request, plan);
      return;
    }
    if (request.asked.length < plan.calls && !request.impatient && !this.#settling) {
      request.timer = setTimeout(() => {
        request.impatient = true;
        this.#step(request, plan);
      }, CALL_PATIENCE);
      return;
    }
    if (plan.first >= plan.calls) return this.#giveAll(request, plan);
    if (request.given.length < plan.first && this.#give(request, plan)) {
      setImmediate(() => this.#step(request, plan));
      return;
    }
    if (request.pending.length === 0) return;
    request.timer = setTimeout(() => {
      request.waited = true;
      this.#giveAll(request, plan);
    }, RESPONSE_PATIENCE);
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
