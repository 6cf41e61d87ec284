/**
 * Lab 7 as its learner finds it: a service that somebody else runs, which no save touches, and whose own heap snapshot names
 * the line of its leak and what holds it.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, expect, test, vi } from 'vitest';
import { readCourse } from '../../course/course.ts';
import { starterFiles } from '../../course/starter.ts';
import { isShort } from '../../test/short.ts';
import { canSeeProcesses, processesOf } from './processes.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const NAME = '07-attach';
const SERVER = `labs/${NAME}/server.ts`;
const UNTIL = { timeout: 30_000, interval: 20 };
const LEAVING = 5;

interface Group {
  function: string;
  file: string;
  line: number | null;
  count: number;
  heldBy: { path: string[] }[];
}

let course: ForeignCourse | null = null;
afterEach(() => course?.end());

/** A course of this lab alone, started by `npm run lab 7 start`. */
class ForeignCourse {
  readonly root = mkdtempSync(join(realpathSync(tmpdir()), 'leaklab-'));
  readonly #id = crypto.randomUUID();
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  said = '';

  /** `code`: the files of the learner, where it is not the starter. */
  constructor(code: string | null = null, environment: NodeJS.ProcessEnv = {}) {
    const lab = readCourse(ROOT).find(({ name }) => name === NAME);
    if (lab === undefined) throw new Error(`There is no lab \`${NAME}\`.`);
    const folder = join(this.root, 'labs', NAME);
    mkdirSync(folder, { recursive: true });
    cpSync(lab.folder, folder, { recursive: true });
    // As committed: the learner's own files may be changed.
    for (const { file, text } of starterFiles(ROOT, lab)) writeFileSync(join(folder, file), text);
    if (code !== null) for (const file of lab.files) cpSync(join(code, file), join(folder, file));
    writeFileSync(join(this.root, 'package.json'), '{ "type": "module" }');
    this.#child = spawn(
      process.execPath,
      ['--conditions=taskscope-source', join(ROOT, 'scripts/lab.ts'), '7', 'start'],
      {
        cwd: this.root,
        env: {
          ...process.env,
          LEAKLAB_ROOT: this.root,
          LEAKLAB_TEST: this.#id,
          LEAKLAB_LANGUAGE: 'en',
          PORT: '0',
          ...environment,
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    this.#ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.stdout?.on('data', (data: Buffer) => {
      this.said += data.toString('utf8');
    });
  }

  async ready(): Promise<{ pid: number; origin: string }> {
    await vi.waitUntil(() => /http:\S+\n/.test(this.said), UNTIL);
    const [, pid, origin = ''] = /process (\d+)\. .*(http:\S+)/.exec(this.said) ?? [];
    return { pid: Number(pid), origin };
  }

  /** Clients that leave while the carrier is asked for a parcel that is scanned no more; done when it has found them all. */
  async comeAndLeave(origin: string): Promise<void> {
    await Promise.all(
      Array.from({ length: LEAVING }, (_, index) => {
        const request = get(`${origin}/moved?id=delivered-${index}`, { agent: false });
        const left = new Promise((resolve) => request.once('close', resolve));
        request.on('error', () => {});
        // By then it is written.
        request.once('finish', () => setTimeout(() => request.destroy(), 20));
        return left;
      }),
    );
    // Whoever asks later, and twice, is answered later: a lookup takes twice the shortest at most.
    for (let lookup = 0; lookup < 3; lookup++) await (await fetch(`${origin}/parcel?id=later`)).text();
  }

  /** Has Node write another snapshot. Gives its path, once it is whole. */
  async snapshot(pid: number): Promise<string> {
    const before = new Set(this.#whole());
    process.kill(pid, 'SIGUSR2');
    return vi.waitUntil(() => this.#whole().find((file) => !before.has(file)), UNTIL);
  }

  #whole(): string[] {
    return globSync('.leaklab/snapshots/*.heapsnapshot', { cwd: this.root })
      .map((file) => join(this.root, file))
      .filter((file) => readFileSync(file).subarray(-2).toString('latin1') === ']}');
  }

  /** Ends the program of the clients. */
  async sendClientsHome(): Promise<void> {
    const clients = await vi.waitUntil(
      async () => (await this.processes).find((each) => each.includes('customers.ts')),
      UNTIL,
    );
    process.kill(Number.parseInt(clients, 10));
  }

  get processes(): Promise<string[]> {
    return processesOf(this.#id);
  }

  async interrupt(): Promise<number | null> {
    this.#child.kill('SIGINT');
    return this.#ended;
  }

  async end(): Promise<void> {
    await this.interrupt();
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** What the real command tells, as JSON. */
async function taskscope<Told>(...words: string[]): Promise<Told> {
  const command = [join(ROOT, 'toolkit/bin/taskscope.mjs'), ...words, '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, command, { maxBuffer: 2 ** 26 });
  return JSON.parse(stdout);
}

function lineOf(text: string, words: string): number {
  return text.split('\n').findIndex((line) => line.includes(words)) + 1;
}

test.skipIf(process.platform === 'win32')(
  'the snapshot of the starter names the line and the holder; no save starts it anew, and nothing outlives it',
  async () => {
    course = new ForeignCourse();
    const { pid, origin } = await course.ready();
    const text = readFileSync(join(course.root, SERVER), 'utf8');
    writeFileSync(join(course.root, SERVER), `${text}// saved\n`);
    await course.comeAndLeave(origin);

    const { groups } = await taskscope<{ groups: Group[] }>('snapshot', await course.snapshot(pid));
    const found = groups.find((group) => group.function === 'nextScanOf');
    expect(found?.file).toBe(join(course.root, SERVER));
    expect(found?.line).toBe(lineOf(text, 'return await promise'));
    expect(found?.heldBy.map(({ path }) => path[0])).toContainEqual(expect.stringMatching(/^variable watchers: Map/));

    expect(course.said).not.toContain('starting anew');
    expect((await course.ready()).pid).toBe(pid);
    if (canSeeProcesses) expect(await course.processes).toContainEqual(expect.stringContaining('customers.ts'));
    expect(await course.interrupt()).toBe(0);
    expect(await course.processes).toEqual([]);
  },
  60_000,
);

test.skipIf(!canSeeProcesses || isShort)(
  'a second look has more of these and as many of the pool; with the solution nobody waits when all have left',
  async () => {
    course = new ForeignCourse();
    const first = await course.ready();
    const before = await course.snapshot(first.pid);
    await course.comeAndLeave(first.origin);
    const after = await course.snapshot(first.pid);
    const { grown } = await taskscope<{ grown: Group[] }>('diff', before, after);
    expect(grown.map((group) => group.function)).toContain('nextScanOf');
    expect(grown.map((group) => group.function)).not.toContain('connect');
    await course.end();

    course = new ForeignCourse(join(ROOT, 'solutions', NAME));
    const { pid, origin } = await course.ready();
    await course.sendClientsHome();
    await vi.waitUntil(async () => (await (await fetch(`${origin}/clients`)).text()) === '0', UNTIL);
    await course.comeAndLeave(origin);
    const { groups } = await taskscope<{ groups: Group[] }>('snapshot', await course.snapshot(pid));
    expect(groups.map((group) => group.function)).not.toContain('nextScanOf');
  },
  60_000,
);

test.skipIf(process.platform !== 'linux' || isShort)(
  '`attach` tells the same of the running service, which goes on',
  async () => {
    // A port of its own: others on this machine may debug at the usual one.
    course = new ForeignCourse(null, { NODE_OPTIONS: '--inspect-port=0' });
    const { pid, origin } = await course.ready();
    await course.comeAndLeave(origin);
    const told = await promisify(execFile)(
      process.execPath,
      [join(ROOT, 'toolkit/bin/taskscope.mjs'), 'attach', String(pid), '--yes'],
      { cwd: course.root },
    );
    expect(told.stdout).toContain(
      `nextScanOf ${SERVER}:${lineOf(readFileSync(join(course.root, SERVER), 'utf8'), 'return await promise')}\n`,
    );
    expect(told.stdout).toMatch(/held by variable watchers: Map/);
    expect(await (await fetch(`${origin}/health`)).text()).toBe('ok');
    expect((await course.ready()).pid).toBe(pid);
  },
  60_000,
);
