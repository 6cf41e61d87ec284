/** The command against real processes. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { Profile as Encoded } from 'pprof-format';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { isShort } from '../../../scripts/test/short.ts';
import { findAgent } from '../../src/cli/target.ts';
import { type Service, startService } from '../agent/service.ts';
import { taskscope as command, type Ended } from './command.ts';

let folder = '';
let env: NodeJS.ProcessEnv = {};
let service: Service;
let pid = '';
const started: Service[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'taskscope-cli-'));
  env = { TASKSCOPE_AGENT_DIR: join(folder, 'sockets'), GOPS_CONFIG_DIR: join(folder, 'ports') };
  service = await start();
  pid = String(service.pid);
});

afterAll(async () => {
  for (const each of started) await each.end('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

async function start(program?: string, options = {}): Promise<Service> {
  const made = await startService(options, { env, ...(program === undefined ? {} : { program }) });
  started.push(made);
  return made;
}

const taskscope = (...words: string[]): Promise<Ended> => command(words, env);

/** The list does not wait long for an agent, and on a busy machine one may be late. */
const eventually = (look: () => Promise<void>): Promise<void> => vi.waitFor(look, { timeout: 50_000 });

describe('the list', () => {
  test('has each Node process, with `*` where an agent answers', async () => {
    await eventually(async () => {
      const { stdout, status } = await taskscope();
      expect(status).toBe(0);
      expect(stdout).toMatch(/^PID +PPID +NAME +NODE +SCRIPT\n/);
      const line = (id: number): string => stdout.split('\n').find((each) => each.startsWith(`${id} `)) ?? '';
      expect(line(service.pid)).toMatch(
        new RegExp(`^${pid} +${process.pid} +\\S+\\* +${process.version} +toolkit/test/agent/programs/service\\.mjs$`),
      );
      expect(line(process.pid)).toMatch(/^\d+ +\d+ +[^*]+ +v\d+\.\d+\.\d+ /);
    });
  });

  test('leaves out the command itself, and what has started it', async () => {
    const bin = fileURLToPath(new URL('../../bin/taskscope.mjs', import.meta.url));
    const asking = promisify(execFile)(process.execPath, [bin, 'list'], { env: { ...process.env, ...env } });
    const { stdout } = await asking;
    expect(stdout).toMatch(new RegExp(`^${pid} `, 'm'));
    const rows = stdout.split('\n').map((line) => line.split(/ +/, 2).map(Number));
    const own = rows.filter((pids) => pids.includes(asking.child.pid ?? 0));
    expect(own).toEqual([]);
  });

  test('as JSON, and as a tree', async () => {
    await eventually(async () => {
      const processes: { pid: number; agent: boolean; script: string }[] = JSON.parse(
        (await taskscope('list', '--json')).stdout,
      );
      expect(processes.find((each) => each.pid === service.pid)).toMatchObject({ agent: true, ppid: process.pid });
    });
    await eventually(async () => {
      expect((await taskscope('tree')).stdout).toMatch(new RegExp(`[├└]── ${pid} \\[\\*\\] \\(\\S+\\) \\{v`));
    });
  });

  test.skipIf(isShort)('no `*` where what is left of an agent is dead', async () => {
    const killed = await start();
    await killed.end('SIGKILL');
    const { stdout, stderr, status } = await taskscope('stats', String(killed.pid));
    expect([status, stdout, stderr]).toEqual([
      1,
      '',
      `There is no process \`${killed.pid}\`: run \`taskscope\` for those that are there.\n`,
    ]);
    expect((await taskscope()).stdout).not.toContain(`${killed.pid} `);
  });
});

describe('asking one process', () => {
  test('its numbers; a pid alone asks for them too', async () => {
    const { stdout } = await taskscope('stats', pid);
    expect(stdout).toMatch(
      /^tasks: 3\nleaked so far: 0\nOS threads: \d+\nworker threads: 0\nCPUs: \d+\nevent-loop delay: \d+\.\d\d ms\n/,
    );
    expect((await taskscope(pid)).stdout).toMatch(/^tasks: 3\n/);
    expect(JSON.parse((await taskscope('stats', pid, '--json')).stdout)).toMatchObject({
      pid: service.pid,
      tasks: 3,
      tracking: { tracking: true, reason: null, files: 1, skipped: [], notTrackable: 0 },
    });
  });

  test('its tasks, one by one and grouped', async () => {
    const { stdout } = await taskscope('stack', pid);
    expect(stdout.match(/^task \d+ \[await, \d+ ms\]:\nwaits\n\t\S+service\.mjs:6:\d+$/gm)).toHaveLength(3);
    expect((await taskscope('stack', pid, '--group')).stdout).toMatch(
      /^3 tasks \[await, \d+ ms\]:\nwaits\n\t\S+service\.mjs:6:\d+\n/,
    );
    const lines = (await taskscope('stack', pid, '--json')).stdout.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).name)).toEqual(['waits', 'waits', 'waits']);
  });

  test('its places, from the folder that one works in; JSON and the binary form have them whole', async () => {
    const whole = join(import.meta.dirname, '../agent/programs/service.mjs');
    const here = join(import.meta.dirname, '../agent');
    const read = async (cwd: string, ...words: string[]) => (await command([...words, pid], env, { cwd })).stdout;
    for (const words of [['stack'], ['stack', '--group'], ['profile']]) {
      expect(await read(here, ...words), words.join(' ')).toMatch(/\tprograms\/service\.mjs:\d+/);
      expect(await read(here, ...words), words.join(' ')).not.toContain(whole);
      expect(await read(folder, ...words), words.join(' ')).toContain(`\t${whole}:`);
      if (words.length === 1) expect(await read(here, ...words, '--json')).toContain(whole);
    }

    const file = join(folder, 'whole.pb.gz');
    await command(['profile', pid, '--pprof', file], env, { cwd: here });
    expect(Encoded.decode(gunzipSync(readFileSync(file))).stringTable.strings).toContain(whole);
  });

  test('its profile: as text, as JSON, its change, and the binary form', async () => {
    expect((await taskscope('profile', pid)).stdout).toMatch(/^task profile: total 3\n3 @ 0x[0-9a-f]+\n# wait: await/);
    expect(JSON.parse((await taskscope('profile', pid, '--json')).stdout)).toMatchObject({
      total: 3,
      groups: [{ count: 3 }],
    });
    expect((await taskscope('profile', pid, '--seconds', '0.05')).stdout).toMatch(/^task profile delta: 0 in 0\.05 s/);
    const file = join(folder, 'tasks.pb.gz');
    expect((await taskscope('profile', pid, '--pprof', file)).stdout).toContain(`go tool pprof ${file}`);
    const encoded = Encoded.decode(gunzipSync(readFileSync(file)));
    expect(encoded.sample.map(({ value }) => value.map(Number))).toEqual([[3]]);
  });

  test.skipIf(isShort)('its proven leaks, its memory, a collection, its version', async () => {
    expect((await taskscope('leaks', pid)).stdout).toBe('0 tasks are proven to be leaked\n');
    expect((await taskscope('memstats', pid)).stdout).toMatch(/^rss: \d+\.\d\dMB \(\d+ bytes\)\nheap used: /);
    expect((await taskscope('gc', pid)).stdout).toBe('collected: 0 more tasks are proven to be leaked, 0 in all\n');
    expect((await taskscope('version', pid)).stdout).toBe(`node ${process.version}\n`);
  });

  test.skipIf(isShort)('one that listens at a TCP address, by pid and by address', async () => {
    const gops = await start('service.mjs', { address: '127.0.0.1:0' });
    expect((await taskscope('stats', String(gops.pid))).stdout).toMatch(/^tasks: 3\n/);
    expect((await taskscope('stats', gops.address)).stdout).toMatch(/^tasks: 3\n/);
    await gops.end();
    expect(await taskscope('stats', gops.address)).toMatchObject({
      status: 1,
      stderr: `Nobody listens at \`${gops.address}\`: run \`taskscope\` for the agents of this machine.\n`,
    });
  });
});

describe('what can not be asked is said in one sentence, with the next step', () => {
  test('a process without an agent', async () => {
    expect(await taskscope('stack', String(process.pid))).toMatchObject({
      status: 1,
      stdout: '',
      stderr: `Process \`${process.pid}\` has no agent: call \`listen()\` of \`taskscope/agent\` in it, or start it with \`taskscope run\`.\n`,
    });
  });

  test.skipIf(isShort)('one that is stopped', async () => {
    const stopped = await start();
    stopped.child.kill('SIGSTOP');
    expect(await taskscope('stats', String(stopped.pid))).toMatchObject({
      status: 1,
      stderr: `Process \`${stopped.pid}\` is stopped: let it go on with \`kill -CONT ${stopped.pid}\`.\n`,
    });
    expect((await taskscope()).stdout).toMatch(new RegExp(`^${stopped.pid} +\\d+ +[^*]+ +v`, 'm'));
  });

  test.skipIf(isShort)('one that is busy in a loop', async () => {
    const busy = await start('busy.mjs');
    const { stderr, status } = await taskscope('leaks', String(busy.pid));
    expect([status, stderr]).toEqual([
      1,
      expect.stringContaining(`Process \`${busy.pid}\` does not answer, for it is busy`),
    ]);
  });

  test.skipIf(isShort)('an address at which somebody listens who says nothing, or who is no agent', async () => {
    const silent = createServer(() => {});
    const other = createServer((socket) => socket.end('220 mail\r\n'));
    for (const server of [silent, other]) await once(server.listen(0, '127.0.0.1'), 'listening');
    const at = (server: Server): string => `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const [says, speaks] = await Promise.all([silent, other].map((server) => taskscope('stats', at(server))));
    expect(says).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^`127.*` does not answer: its process is/),
    });
    expect(speaks).toMatchObject({
      status: 1,
      stderr: `\`${at(other)}\` answers, but is no agent of taskscope: update \`taskscope\` in it.\n`,
    });
    for (const server of [silent, other]) server.close();
  });

  test.skipIf(isShort)('a pid that was given to another process meanwhile: neither asked nor marked', async () => {
    const other = await start('service.mjs', { address: '127.0.0.1:0' });
    const [, port = ''] = other.address.split(':');
    const left = join(folder, 'ports', String(process.pid));
    writeFileSync(left, port);
    expect(await taskscope('stats', String(process.pid))).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringMatching(
        new RegExp(`^Process \`${process.pid}\` has no agent; \`${other.pid}\` answers at an address that`),
      ),
    });
    expect((await taskscope()).stdout).toMatch(new RegExp(`^${process.pid} +\\d+ +[^*]+ +v`, 'm'));
    rmSync(left);
  });

  describe.skipIf(process.platform === 'win32')('what is not ours', () => {
    const isRoot = process.getuid?.() === 0;
    const NOBODY = 65_534;

    test.skipIf(isShort)('a process of another user', async () => {
      // Root may ask everybody, so somebody else asks.
      const [asked, as] = isRoot ? [process.pid, { uid: NOBODY }] : [1, {}];
      expect(await command(['stats', String(asked)], env, as)).toMatchObject({
        status: 1,
        stderr: `Process \`${asked}\` belongs to another user: ask as that user, or as root.\n`,
      });
    });

    test.runIf(process.platform === 'linux')('a port file that another user has put there', async () => {
      const theirs = isRoot ? spawn(process.execPath, ['--eval', 'process.stdin.resume()'], { uid: NOBODY }) : null;
      const other = theirs?.pid ?? 1;
      vi.stubEnv('GOPS_CONFIG_DIR', folder);
      for (const each of [process.pid, other]) writeFileSync(join(folder, String(each)), '6060');
      expect(findAgent(process.pid)).toEqual({ host: '127.0.0.1', port: 6060 });
      expect(findAgent(other)).toBe(null);
      vi.unstubAllEnvs();
      theirs?.kill();
    });
  });

  test.skipIf(isShort)('help has examples, for the whole and for each word that needs them', async () => {
    expect((await taskscope('help')).stdout).toMatch(/Examples:\n {2}taskscope {2,}the Node processes/);
    for (const word of ['stack', 'profile', 'run']) {
      expect((await taskscope('help', word)).stdout).toContain(`Examples:\n  taskscope ${word} `);
    }
    expect((await taskscope('top', '--help')).stdout).toContain('freeze the screen');
  });

  test.skipIf(isShort)('words that mean nothing', async () => {
    expect(await taskscope('bogus')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('There is no command `bogus`.'),
    });
    expect(await taskscope('stats')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("missing required argument 'pid'"),
    });
    expect(await taskscope('stats', 'twelve')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('`twelve` is no pid'),
    });
    expect(await taskscope('profile', pid, '--seconds', '-3')).toMatchObject({ status: 2 });
    expect(await taskscope('top', pid)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('needs a terminal'),
    });
  });
});

describe('`run`', () => {
  test('starts a program that can be asked; its words, its input and its exit status are its own', async () => {
    const script =
      'process.stdin.resume(); process.on("SIGTERM", () => process.exit(7)); console.log(process.argv[1], process.pid)';
    const child = spawn(
      process.execPath,
      [
        '--conditions=taskscope-source',
        '--disable-warning=ExperimentalWarning',
        join(import.meta.dirname, '../../src/cli/main.ts'),
        'run',
        '--eval',
        script,
        '--',
        '--json',
      ],
      { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'inherit'] },
    );
    const exited = once(child, 'exit');
    const [printed] = await once(child.stdout, 'data');
    const [word, ran = ''] = String(printed).trim().split(' ');
    expect(word).toBe('--json');
    expect((await taskscope('stats', ran)).stdout).toMatch(/^tasks: 0\n/);
    child.kill('SIGTERM');
    expect(await exited).toEqual([7, null]);
  });
});
