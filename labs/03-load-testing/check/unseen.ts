/** Services that `loadTest` is tried on: small, quick, and each of their routes of a known kind. Not to be edited. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Random } from '../../../scripts/checker/index.ts';
import { FirstWave } from './first-wave.ts';
import { WARM_UP } from './size.ts';

export type Kind = 'healthy' | 'slow to drain' | 'busy afterwards' | 'leaks now and then' | 'leaks with who leaves';

/** What was seen of the load on one route. */
export interface SeenRoute {
  path: string;
  kind: Kind;
  requests: number;
  /** Most requests under way at once, those to other routes included. */
  mostAtOnce: number;
  /** Requests of the whole service whose clients left: of each the next one may come before it is seen that this one has gone. */
  left: number;
  /** By how many connections they came. */
  connections: number;
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
  sockets: WeakSet<Socket>;
  connections: number;
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

/** Requests to one leak: of a thousand, 1 to 5. A leak need not be large. */
const LEAK_EVERY = [200, 1000] as const;
/**
 * Milliseconds after the answer in which the tasks of a slow drain end, or of a rush that begins with it: within half a second. A rush
 * that began later would stand in the count before the next load, of a script that had seen this route at rest and went on.
 */
const DRAIN = [100, 450] as const;
/** Tasks of a rush. */
const RUSH = 40;
/** Milliseconds in which a client that was told to leave after one second has left, also on a slow machine; autocannon's own are 10,000. */
const LEAVES_BY = 3000;
const LEAVES_AT_LAST = 8000;

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
  #left = 0;
  #lastEvent = performance.now();
  #toldInTime = Number.POSITIVE_INFINITY;

  readonly #slowdown: number;

  constructor(seed: number, kinds: readonly Kind[], slowdown: number) {
    const random = new Random(seed);
    this.#random = random;
    this.#slowdown = slowdown;
    // A large service is no leaky one: the level says nothing.
    this.#tasks = random.between(20, 300);
    this.#routes = kinds.map((kind) => ({
      path: `/${random.text()}`,
      kind,
      requests: 0,
      mostAtOnce: 0,
      sockets: new WeakSet(),
      connections: 0,
      leakEvery: random.between(...LEAK_EVERY),
      firstAt: 0,
      lastAt: 0,
      answered: 0,
      drained: 0,
      wave: new FirstWave(slowdown),
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
      const { path, kind, requests, mostAtOnce, connections, firstAt, lastAt, answered, drained } = route;
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
      const waited = { firstLook, drained: drained - answered };
      return { path, kind, requests, mostAtOnce, left: this.#left, connections, told, ...waited };
    });
  }

  #handle({ url, socket }: IncomingMessage, response: ServerResponse): void {
    const path = url?.replace(/\?.*/, '');
    if (path === '/_count') return this.#tell(response);
    const route = this.#routes.find((each) => each.path === path);
    if (route !== undefined) return this.#work(route, socket, response);
    response.writeHead(404).end();
  }

  #tell(response: ServerResponse): void {
    const at = performance.now();
    this.#draining = this.#draining.filter((to) => to > at);
    const count = this.#tasks + this.#draining.length;
    this.#told.push({ count, at });
    response.end(String(count));
    for (const { wave } of this.#routes) wave.counted();
  }

  #work(route: Route, socket: Socket, response: ServerResponse): void {
    if (this.#beginsLoad(route))
      Object.assign(route, { firstAt: this.#told.length, wave: new FirstWave(this.#slowdown) });
    route.requests++;
    if (!route.sockets.has(socket)) route.connections++;
    route.sockets.add(socket);
    route.mostAtOnce = Math.max(route.mostAtOnce, ++this.#underWay);
    this.#tasks++;
    this.#lastEvent = performance.now();
    const chosen = route.requests % route.leakEvery === 0;
    const leaks = chosen && route.kind === 'leaks now and then';
    let answered = false;
    response.once('close', () => {
      this.#underWay--;
      if (!answered) this.#left++;
      route.lastAt = this.#told.length;
      this.#lastEvent = performance.now();
      // What was started for a client that went away is lost.
      if (!leaks && (answered || route.kind !== 'leaks with who leaves')) this.#tasks--;
    });
    const answer = (): void => {
      answered = true;
      route.answered = performance.now();
      if (route.kind === 'slow to drain') this.#drain(route, 1);
      response.end('ok');
      if (route.kind === 'busy afterwards' && chosen) this.#drain(route, RUSH);
    };
    if (!chosen || route.kind !== 'leaks with who leaves') return route.wave.add(answer);
    const late = setTimeout(answer, Math.min(LEAVES_AT_LAST, LEAVES_BY * this.#slowdown));
    response.once('close', () => clearTimeout(late));
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
  #drain(route: Route, tasks: number): void {
    const to = route.answered + this.#random.between(...DRAIN);
    for (let task = 0; task < tasks; task++) this.#draining.push(to);
    route.drained = Math.max(route.drained, to);
  }
}
