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
  wave: FirstWave;
  warm: boolean;
}

/** Requests to one leak: a leak need not be large. */
const LEAK_EVERY = [20, 40] as const;
/** Milliseconds after the answer in which the tasks of a slow drain end: well within half a second. */
const DRAIN = [100, 250] as const;

export class UnseenService {
  /** Milliseconds that a slow drain took at most. A busy machine makes it longer. */
  slowestDrain = 0;
  readonly #random: Random;
  readonly #routes: Route[];
  readonly #server = createServer((request, response) => this.#handle(request, response));
  /** Every count that was told, in order. */
  readonly #told: number[] = [];
  #tasks: number;
  #underWay = 0;
  #lastEvent = performance.now();

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

  /** Before a load is from the end of the load before it; after it is until the next one begins. */
  seen(): SeenRoute[] {
    const loaded = this.#routes.filter(({ requests }) => requests > 0);
    return this.#routes.map((route) => {
      const { path, kind, requests, mostAtOnce, firstAt, lastAt } = route;
      const others = loaded.filter((other) => other !== route);
      const ends = others.map((other) => other.lastAt).filter((end) => end <= firstAt);
      const starts = others.map((other) => other.firstAt).filter((start) => start >= lastAt);
      const told = {
        before: this.#told.slice(Math.max(0, ...ends), firstAt),
        during: this.#told.slice(firstAt, lastAt),
        after: this.#told.slice(lastAt, Math.min(this.#told.length, ...starts)),
      };
      return { path, kind, requests, mostAtOnce, told };
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
    this.#told.push(this.#tasks);
    response.end(String(this.#tasks));
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
      if (route.kind === 'slow to drain') this.#drain();
      else if (!leaks) this.#tasks--;
    });
    route.wave.add(() => response.end('ok'));
  }

  /** A script may warm a route up before it counts: then its load begins anew, once. */
  #beginsLoad(route: Route): boolean {
    if (route.requests === 0) return true;
    const counted = this.#underWay === 0 && this.#told.length > route.lastAt;
    if (!counted || route.warm || route.requests > WARM_UP) return false;
    route.warm = true;
    return true;
  }

  #drain(): void {
    const start = performance.now();
    const end = (): void => {
      this.#tasks--;
      this.slowestDrain = Math.max(this.slowestDrain, performance.now() - start);
    };
    setTimeout(end, this.#random.between(...DRAIN));
  }
}
