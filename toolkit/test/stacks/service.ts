/** A service of a stack: started as its users start it, asked for a few orders, and then, from outside, for its leaks. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import { type Places, planted, told } from './places.ts';
import { type Running, run, type Shell, start } from './shell.ts';

/** Each leaves one task behind. */
const ORDERS = 3;
/** Milliseconds; only a service that is broken takes so long. */
const PATIENCE = 120_000;
const PAUSE = 100;

interface Group {
  count: number;
  leaked: boolean;
  name: string;
  frames: { name: string; file: string; line: number }[];
  createdBy: { name: string; file: string; line: number } | null;
  labels: Record<string, string>;
}

export interface Asked {
  /** What was planted, as the sources say. */
  wanted: Places;
  /** The group that was proven, as the command told. */
  given: Places;
  count: number;
  /** All groups that were proven. */
  leaks: Group[];
  /** All tasks, grouped, as the debug routes tell them; null where the program has none. */
  routes: string | null;
  /** What `page` answered once the leaks were proven; null where there is none. */
  page: string | null;
  /** What the service printed. */
  output: string;
}

export interface Service extends Shell {
  /** It listens at `PORT`, and answers `/`. */
  command: string;
  /** Where it may be asked for `/reports/weekly`, which it never answers, and for its debug routes. */
  hasRoutes?: boolean;
  /** A path that is asked for at the end. */
  page?: string;
  /** Where its files are thought to be, seen from the folder: a map tells of them as they were beside it. Default: the folder. */
  deployed?: string;
}

/** `command` listens at `PORT`; `/` is answered, and each of `/orders/1` and on leaks one task. */
export async function askService(service: Service): Promise<Asked> {
  const agents = mkdtempSync(join(tmpdir(), 'stacks-'));
  const port = await freePort();
  const environment = { TASKSCOPE_AGENT_DIR: agents, PORT: String(port), ...service.environment };
  const running = start(service.command, { ...service, environment });
  const address = `http://localhost:${port}`;
  const hangs = new AbortController();
  try {
    await until(running, async () => (await get(`${address}/`)) === 200);
    for (let order = 1; order <= ORDERS; order++) {
      const status = await get(`${address}/orders/${order}`);
      if (status !== 200) throw new Error(`\`/orders/${order}\` was answered with ${status}.\n${running.output}`);
    }
    if (service.hasRoutes === true) fetch(`${address}/reports/weekly`, hangs).catch(() => {});
    const wanted = planted(service.folder);
    const leaks = await until(running, async () => {
      const found = await provenLeaks({ ...service, environment });
      return count(found) >= ORDERS ? found : null;
    });
    const [group] = leaks;
    if (group === undefined) throw new Error(`Nothing is proven to be leaked.\n${running.output}`);
    const routes = service.hasRoutes === true ? await read(`${address}/debug/pprof/goroutine?debug=1`) : null;
    return {
      wanted,
      given: told(join(service.folder, service.deployed ?? ''), group),
      count: group.count,
      leaks,
      routes,
      page: service.page === undefined ? null : await read(`${address}${service.page}`),
      output: running.output,
    };
  } finally {
    hangs.abort();
    await running.end();
    rmSync(agents, { recursive: true, force: true });
  }
}

/** That all that was planted, and nothing else, was found where the sources have it. */
export function expectLeaks(asked: Asked): Asked {
  expect(asked.given, asked.output).toEqual(asked.wanted);
  return expectFrames(asked);
}

/** The same, but for who started it: that is counted in the table. */
export function expectFrames(asked: Asked): Asked {
  expect(asked.given.frames, asked.output).toEqual(asked.wanted.frames);
  expect(asked.count).toBe(ORDERS);
  expect(asked.leaks).toHaveLength(1);
  return asked;
}

/** That the request which is never answered shows by its route: `weekly` is no id, so that nobody would guess it. */
export function expectRoutes({ leaks, routes }: Asked): void {
  expect(leaks[0]?.labels).toEqual({ method: 'GET', route: '/orders/:id' });
  expect(routes).toContain('# name: "GET /reports/:id"\n# labels: {"method":"GET", "route":"/reports/:id"}');
}

function count(groups: readonly Group[]): number {
  return groups.reduce((sum, group) => sum + group.count, 0);
}

/** Of all processes of the service: frameworks start several. */
async function provenLeaks(shell: Shell): Promise<Group[]> {
  const processes = await json<{ pid: number; agent: boolean }[]>('taskscope list --json', shell);
  const asked = processes.filter(({ agent }) => agent);
  const answers = await Promise.allSettled(asked.map(({ pid }) => leaksOf(pid, shell)));
  const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  const failed = answers.find(({ status }) => status === 'rejected');
  // One that can't be asked has nothing to say where all is found.
  if (failed?.status === 'rejected' && count(found) < ORDERS) throw failed.reason;
  return found;
}

/** Fails for a process that has ended since it was listed, or is just ending, its socket gone before it: frameworks start some. */
async function leaksOf(pid: number, shell: Shell): Promise<Group[]> {
  const { groups } = await json<{ groups: Group[] }>(`taskscope leaks ${pid} --json`, shell);
  return groups;
}

async function json<T>(command: string, shell: Shell): Promise<T> {
  const { status, output } = await run(command, shell);
  if (status !== 0) throw new Error(`\`${command}\` ended with status ${status}.\n${output}`);
  return JSON.parse(output);
}

/** What `look` gives once it is neither false nor null; while it fails it is tried again. A service that has ended will not come. */
async function until<T>(running: Running, look: () => Promise<T | null | false>): Promise<T> {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    let problem: unknown;
    try {
      const found = await look();
      if (found !== null && found !== false) return found;
    } catch (error) {
      problem = error;
    }
    const words = problem instanceof Error ? `${problem.message}\n${running.output}` : running.output;
    if (running.hasEnded) throw new Error(`The service has ended.\n${words}`);
    if (Date.now() > deadline) throw new Error(`The service was waited for in vain.\n${words}`);
    await wait(PAUSE);
  }
}

/** The status; 0 where nobody listens yet. */
async function get(url: string): Promise<number> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE) });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}

async function read(url: string): Promise<string> {
  return (await fetch(url)).text();
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
