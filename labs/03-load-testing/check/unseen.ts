/** Services that `loadTest` is tried on: small, quick, and each of their routes of a known kind. Not to be edited. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Random } from '../../../scripts/checker/index.ts';
import { FirstWave } from './first-wave.ts';
import { WARM_UP } from './size.ts';

export type Kind = 'healthy' | 'slow to drain' | 'leaks now and then';

/** What was seen of the load on one route. */
export interface SeenRoute {
  path: string;
  kind: Kind;
  requests: number;
  /** Most requests under way at once, those to other routes included. */
  mostAtOnce: number;
  /** The counts that were told while no request had come yet, while some were under way, and when all were answered. */
  told: { before: number[]; during: number[]; after: number[] };
  /** Milliseconds from the last answer to the first count after it, and to the end of the last task. */
  firstLook: number;
  drained: number;
}

interface Route {
  path: string;
  kind: Kind;
  requests: number;
  mostAtOnce: number;
  /** Every so many requests leave a task behind. */
  leakEvery: number;
  /** How many counts had been told when the load began, and when its last request was answered. */
  firstAt: number;
  lastAt: number;
  /** When the last request was answered, and when the tasks of those answered have ended or will. */
  answered: number;
  drained: number;
  wave: FirstWave;
  warm: boolean;
}

/** Requests to one leak: a leak need not be large. */
const LEAK_EVERY = [20, 40] as const;
/** Milliseconds after the answer in which the tasks of a slow drain end: well within half a second. */
const DRAIN = [200, 300] as const;

export class UnseenService {
  readonly #random: Random;
  readonly #routes: Route[];
  readonly #server = createServer((request, response) => this.#handle(request, response));
  /** Every count that was told, in order, and when. */
  readonly #told: { count: number; at: number }[] = [];
  #tasks: number;
  /** When the tasks of slow drains end. No timer ends them, which would be late on a busy machine: who asks later finds them ended. */
  #draining: number[] = [];
  #underWay = 0;
  #lastEvent = performance.now();
  #toldInTime = Number.POSITIVE_INFINITY;

  constructor(seed: number, kinds: readonly Kind[]) {
    const random = new Random(seed);
    this.#random = random;
    // A large service is no leaky one: the level says nothing.
    this.#tasks = random.between(20, 300);
    this.#routes = kinds.map((kind) => ({
      path: `/${random.text()}`,
      kind,
      requests: 0,
      mostAtOnce: 0,
      leakEvery: random.between(...LEAK_EVERY),
      firstAt: 0,
      lastAt: 0,
      answered: 0,
      drained: 0,
      wave: new FirstWave(),
      warm: false,
    }));
  }

  get paths(): string[] {
    return this.#routes.map(({ path }) => path);
  }

  /** Gives its URL. */
  start(): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(0, '127.0.0.1', () => {
        const address = this.#server.address();
        resolve(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
      });
    });
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** Resolves once no request of a load has come or gone for so many milliseconds. */
  quiet(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const timer = setInterval(() => {
        if (performance.now() - this.#lastEvent > ms) resolve();
      }, 100);
      signal.addEventListener('abort', () => clearInterval(timer));
    });
  }

  /** The script has returned: nobody should ask for a count any more. */
  returned(): void {
    this.#toldInTime = this.#told.length;
  }

  get toldTooLate(): number {
    return Math.max(0, this.#told.length - this.#toldInTime);
  }

  /** Before a load is from the end of the load before it; after it is until the next one begins. */
  seen(): SeenRoute[] {
    const loaded = this.#routes.filter(({ requests }) => requests > 0);
    return this.#routes.map((route) => {
      const { path, kind, requests, mostAtOnce, firstAt, lastAt, answered, drained } = route;
      const others = loaded.filter((other) => other !== route);
      const ends = others.map((other) => other.lastAt).filter((end) => end <= firstAt);
      const starts = others.map((other) => other.firstAt).filter((start) => start >= lastAt);
      const counts = (from: number, to: number): number[] => this.#told.slice(from, to).map(({ count }) => count);
      const told = {
        before: counts(Math.max(0, ...ends), firstAt),
        during: counts(firstAt, lastAt),
        after: counts(lastAt, Math.min(this.#told.length, ...starts)),
      };
      const firstLook = (this.#told[lastAt]?.at ?? answered) - answered;
      return { path, kind, requests, mostAtOnce, told, firstLook, drained: drained - answered };
    });
  }

  #handle({ url }: IncomingMessage, response: ServerResponse): void {
    const path = url?.replace(/\?.*/, '');
    if (path === '/_count') return this.#tell(response);
    const route = this.#routes.find((each) => each.path === path);
    if (route !== undefined) return this.#work(route, response);
    response.writeHead(404).end();
  }

  #tell(response: ServerResponse): void {
    const at = performance.now();
    this.#draining = this.#draining.filter((end) => end > at);
    const count = this.#tasks + this.#draining.length;
    this.#told.push({ count, at });
    response.end(String(count));
    for (const { wave } of this.#routes) wave.counted();
  }

  #work(route: Route, response: ServerResponse): void {
    if (this.#beginsLoad(route)) Object.assign(route, { firstAt: this.#told.length, wave: new FirstWave() });
    route.requests++;
    route.mostAtOnce = Math.max(route.mostAtOnce, ++this.#underWay);
    this.#tasks++;
    this.#lastEvent = performance.now();
    const leaks = route.kind === 'leaks now and then' && route.requests % route.leakEvery === 0;
    response.once('close', () => {
      this.#underWay--;
      route.lastAt = this.#told.length;
      this.#lastEvent = performance.now();
      if (!leaks) this.#tasks--;
    });
    route.wave.add(() => {
      route.answered = performance.now();
      if (route.kind === 'slow to drain') this.#drain(route);
      response.end('ok');
    });
  }

  /** A script may warm a route up before it counts: then its load begins anew, once. */
  #beginsLoad(route: Route): boolean {
    if (route.requests === 0) return true;
    const counted = this.#underWay === 0 && this.#told.length > route.lastAt;
    if (!counted || route.warm || route.requests > WARM_UP) return false;
    route.warm = true;
    return true;
  }

  /** Counted from before the answer: whoever has got that, and waits for half a second, finds the tasks ended. */
  #drain(route: Route): void {
    const end = route.answered + this.#random.between(...DRAIN);
    this.#draining.push(end);
    route.drained = Math.max(route.drained, end);
  }
}
