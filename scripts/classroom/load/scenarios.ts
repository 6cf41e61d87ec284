/** What a classroom has to bear. Each gives what was measured; `npm run bench classroom` prints it, tests look at the short ones. */
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask, SimulatedLearner, work } from './learner.ts';
import { Observer, wrongs } from './observer.ts';
import type { ServerProcess } from './server-process.ts';

export interface Size {
  learners: number;
  /** Milliseconds. */
  ms: number;
  /** Milliseconds from a learner's report to the next. */
  interval: number;
}

export interface Outcome {
  learners: number;
  confirmed: number;
  /** Reports that are lost, doubled or out of order, in words. */
  wrong: string[];
  /** Milliseconds that a report took to be confirmed. */
  p50: number;
  p99: number;
  /** Milliseconds until a report stood on the dashboard: half of them, 99 of 100, and the worst. */
  lag50: number;
  lag99: number;
  lagMost: number;
  /** Megabytes of the server, at a quarter of the time and at the end; null where the system does not tell. */
  memory: [number, number] | null;
  /** Times that a learner was refused or not answered, and tried again. */
  again: number;
}

type Disturb = (scene: Scene) => Promise<void>;

export interface Scene {
  servers: ServerProcess[];
  learners: SimulatedLearner[];
  observer: Observer;
  code: string;
  size: Size;
}

/** Learners work while `disturb` does what it does. With several servers, learners are spread over them, and the first is watched. */
export async function scene(servers: ServerProcess[], size: Size, disturb: Disturb = async () => {}): Promise<Outcome> {
  const [first] = servers;
  if (first === undefined) throw new Error('no server');
  const ended = new AbortController();
  try {
    let code = '';
    for (const server of servers) code = /lab join \S+ (\S+)/.exec(await server.start())?.[1] ?? '';
    const learners = await joined(servers, first, code, size.learners);
    const observer = new Observer(learners);
    const following = observer.follow(first);
    const memory: number[] = [];
    const looking = setInterval(() => memory.push(first.megabytes ?? Number.NaN), size.ms / 40);
    const working = work(learners, { ...size, ended: ended.signal });
    await Promise.all([working, disturb({ servers, learners, observer, code, size })]);
    clearInterval(looking);
    // What was confirmed last is on its way to the dashboard.
    await sleep(1000);
    observer.close();
    await following;
    return outcome(learners, observer, memory, await wrongs(first, learners));
  } finally {
    ended.abort();
    for (const server of servers) await server.close();
  }
}

/** So many at a time, as a room does it. */
const TOGETHER = 20;

async function joined(
  servers: ServerProcess[],
  first: ServerProcess,
  code: string,
  count: number,
): Promise<SimulatedLearner[]> {
  const learners: SimulatedLearner[] = [];
  while (learners.length < count) {
    const some = Array.from({ length: Math.min(TOGETHER, count - learners.length) }, (_, index) => {
      const number = learners.length + index;
      const { url } = servers[number % servers.length] ?? first;
      return SimulatedLearner.join(url, code, `learner ${number}`);
    });
    learners.push(...(await Promise.all(some)));
  }
  return learners;
}

function outcome(learners: SimulatedLearner[], observer: Observer, memory: number[], wrong: string[]): Outcome {
  const times = learners.flatMap((learner) => learner.times);
  const quarter = memory.slice(Math.floor(memory.length / 4), Math.floor(memory.length / 2));
  const end = memory.slice(-Math.ceil(memory.length / 4));
  return {
    learners: learners.length,
    confirmed: learners.reduce((sum, { confirmed }) => sum + confirmed, 0),
    wrong,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    lag50: quantile(observer.lags, 0.5),
    lag99: quantile(observer.lags, 0.99),
    lagMost: quantile(observer.lags, 1),
    memory: memory.some(Number.isNaN) || end.length === 0 ? null : [quantile(quarter, 0.5), quantile(end, 0.5)],
    again: learners.reduce((sum, { refused }) => sum + refused, 0),
  };
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Killed at random, as often as is said, and started again each time. */
export function killed(times: number): Disturb {
  return async ({ servers: [server], size }) => {
    for (let kill = 0; kill < times; kill++) {
      await sleep((size.ms / times) * (0.2 + 0.6 * Math.random()) * 0.5);
      await server?.kill();
      await server?.start();
    }
  };
}

/** Half of the room leaves the network for a third of the time, and returns all at once. */
export const leaving: Disturb = async ({ learners, size }) => {
  const half = learners.filter((_, index) => index % 2 === 0);
  await sleep(size.ms / 3);
  for (const learner of half) learner.away = true;
  await sleep(size.ms / 3);
  for (const learner of half) learner.away = false;
};

/** Somebody in the network means no good: a flood of guesses, junk, megabytes, another's token. */
export const hostile: Disturb = async ({ servers: [server], learners: [victim], code, size }) => {
  if (server === undefined || victim === undefined) return;
  const until = performance.now() + size.ms;
  const flood = (async () => {
    while (performance.now() < until) {
      await floodOnce(server.url, 1000).catch(() => {});
      await sleep(100);
    }
  })();
  const junk = (async () => {
    const bodies = ['\u0000{{', '[]', 'x'.repeat(1024 * 1024), '{"events":[{"kind":"lab"}]}'];
    for (let turn = 0; performance.now() < until; turn++) {
      const body = bodies[turn % bodies.length];
      await ask(server.url, '/api/learner/events', victim.token.replace(/.$/, '_'), body).catch(() => {});
      await ask(server.url, '/api/join', null, { protocol: 1, code: `${code}X`, name: null }).catch(() => {});
      await ask(server.url, '/api/instructor/steer', victim.token, { do: 'end' }).catch(() => {});
      await sleep(50);
    }
  })();
  await Promise.all([flood, junk]);
};

/** So many requests on one connection, without waiting for an answer: ten times a second this is ten thousand. */
function floodOnce(url: string, requests: number): Promise<void> {
  const { hostname, port } = new URL(url);
  const one = `POST /api/learner/events HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAuthorization: Bearer ${'g'.repeat(43)}\r\nContent-Length: 2\r\n\r\n{}`;
  return new Promise((resolve) => {
    // From an address of its own, as a machine in the network would be; where this machine has several.
    const own = process.platform === 'linux' ? { localAddress: '127.0.0.66' } : {};
    const socket = connect({ port: Number(port), host: hostname, ...own });
    socket.on('error', () => resolve());
    socket.on('close', () => resolve());
    socket.on('connect', () => socket.write(one.repeat(requests)));
    socket.resume();
    socket.setTimeout(2000, () => socket.destroy());
  });
}
