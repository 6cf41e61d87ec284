/** The worker under the checker: a program that is no service, asked by the real command. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type Baseline,
  type CheckContext,
  CouldNotJudge,
  untilAll as countUntilAll,
  type Service,
  say,
} from '../../../scripts/checker/index.ts';

/** Milliseconds for one command, which takes a fifth of a second on a calm machine. */
const COMMAND_PATIENCE = 20_000;
/** What runs for `npx taskscope`, wherever this lab stands. */
const COMMAND = fileURLToPath(new URL('bin/taskscope.mjs', import.meta.resolve('taskscope/package.json')));

export interface Ended {
  status: number;
  out: string;
  err: string;
}

export class Worker {
  readonly service: Service;
  readonly pid: number;
  baseline: Baseline = { count: 0, leaked: 0, resources: {} };
  readonly #folder: string;

  constructor(service: Service, pid: number, folder: string) {
    this.service = service;
    this.pid = pid;
    this.#folder = folder;
  }

  async takeBaseline(): Promise<Baseline> {
    this.baseline = await this.service.ask('baseline', null);
    return this.baseline;
  }

  /**
   * The real command, as a user starts it. It looks for agents where this worker's has to be, and nowhere else. Throws
   * `CouldNotJudge` where it came to no end of its own.
   */
  readonly taskscope = (...words: string[]): Promise<Ended> =>
    new Promise((resolve, reject) => {
      const child = execFile(
        process.execPath,
        [COMMAND, ...words],
        { env: { ...process.env, ...agentFolders(this.#folder) }, timeout: COMMAND_PATIENCE, maxBuffer: 2 ** 27 },
        (error, out, err) => {
          const { exitCode: status } = child;
          if (status === null)
            reject(new CouldNotJudge(say`\`npx taskscope ${words.join(' ')}\` could not be run (${error?.message}).`));
          else resolve({ status, out, err: err.trim() });
        },
      );
    });

  /** Sockets and port files that stand in the agent's folders. */
  agentFiles(): string[] {
    return readdirSync(this.#folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map(({ name }) => name);
  }

  removeFolders(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Starts the worker and waits until it takes jobs; decides the fact `starts`. */
export async function startWorker({ facts, patience, progress, spawn }: CheckContext): Promise<Worker> {
  progress(say`starting`);
  // Fresh for each check, and short: the path of a socket has about a hundred characters at most.
  const folder = mkdtempSync(join(tmpdir(), 'leaklab-'));
  try {
    const service = spawn('worker.ts', agentFolders(folder));
    const takes = await takesJobs(service);
    facts.require('starts', takes, () => ({
      expected: say`a worker that waits for a job`,
      actual: say`none after ${patience.start / 1000} s`,
      help: say`The program runs, but nobody asks for a job. Is \`takeJobs\` started? What is awaited before it has to come to an end.`,
    }));
    facts.holds('starts');
    return new Worker(service, service.pid ?? 0, folder);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Whether it asks for a job, as soon as it does. */
export async function takesJobs(service: Service): Promise<boolean> {
  const { start } = service.settings.patience;
  return until(service, async () => (await service.ask('takers', null, start)) > 0, start);
}

/** Where agents of this check are: a socket, and the port file of one that speaks TCP. */
function agentFolders(folder: string): NodeJS.ProcessEnv {
  return { TASKSCOPE_AGENT_DIR: join(folder, 'sockets'), GOPS_CONFIG_DIR: join(folder, 'ports') };
}

/** Looks that are too few say nothing, on a machine where each of them takes long. */
const FEWEST_LOOKS = 50;

/** True once `look` gives it; false when `patience` milliseconds have passed, in which the program took many turns. */
export async function until(service: Service, look: () => Promise<boolean>, patience: number): Promise<boolean> {
  return (await untilAll(service, 1, async () => ((await look()) ? 1 : 0), patience)) === 1;
}

/** The same for what comes one by one: waits as long as there is more each time. Resolves to how many there are. */
export function untilAll(
  service: Service,
  goal: number,
  count: () => Promise<number>,
  patience: number,
): Promise<number> {
  // An end is told by the next question; nothing is to be waited for then.
  const between = (): Promise<unknown> => service.until(() => (service.exit === null ? undefined : true), 5);
  return countUntilAll(goal, count, { patience, fewest: FEWEST_LOOKS, between });
}
