/** A fresh clone, installed with the real npm from the real registry: what a learner meets. Runs by `npm test clone`, and in CI. */
import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cleanEnvironment, modernNode, npmCli, npmVersion, oldNode, registryAnswers } from './machine.ts';

const MINUTES = 60_000;
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const parent = mkdtempSync(join(realpathSync(tmpdir()), 'leaklab-'));
const clone = join(parent, '带 空格', 'leaklab');
const online = await registryAnswers();
const startedWith = oldNode ?? process.execPath;

interface Run {
  status: number;
  stdout: string;
  stderr: string;
}

/** `npm …` in the clone, on the oldest Node there is. */
function npm(words: string[], { cli = npmCli, node = startedWith, env = {} as NodeJS.ProcessEnv } = {}): Promise<Run> {
  const path = [dirname(node), '/usr/bin', '/bin'].join(delimiter);
  const options = { cwd: clone, env: { ...cleanEnvironment(), PATH: path, ...env } };
  return new Promise((resolve) => {
    execFile(node, [cli, ...words], options, (error, stdout, stderr) => {
      resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

beforeAll(() => {
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', ROOT, clone], { stdio: 'inherit' });
});
afterAll(() => {
  rmSync(parent, { recursive: true, force: true, maxRetries: 5 });
});

const INSTALLING = /Installing packages/g;

test.skipIf(!online)(
  '`npm run lab list` installs, once, also where scripts of packages are switched off',
  async () => {
    const env = { npm_config_ignore_scripts: 'true', NODE_ENV: 'production' };
    const first = await npm(['run', 'lab', 'list'], { env });
    expect(first.stderr).toMatch(INSTALLING);
    expect(first.stdout).toContain('02-leaky-query');
    expect(first.status).toBe(0);
    const second = await npm(['run', 'lab', 'list'], { env });
    expect(second.stderr).not.toMatch(INSTALLING);
    expect(second.status).toBe(0);
    // `npx taskscope`, and never one from the registry.
    const listed = await npm(['exec', '--no', '--', 'taskscope', 'list'], { env });
    expect(listed).toMatchObject({ status: 0, stdout: expect.stringMatching(/^PID +PPID +NAME +NODE +SCRIPT\n/) });
    expect(gitStatus()).toBe('');
  },
  5 * MINUTES,
);

test.skipIf(!online)(
  'lab 2 fails at the senders as it is, and passes with the solution',
  async () => {
    const starter = await npm(['run', '--silent', 'lab', '2', 'check', 'json']);
    expect(starter.status).toBe(1);
    const verdict = JSON.parse(starter.stdout);
    expect(verdict.outcome).toBe('fail');
    expect(verdict.groups[0]).toMatchObject({ wait: 'chan send', leaked: true });
    const [, line = '0'] = /^labs\/02-leaky-query\/server\.ts:(\d+)$/.exec(verdict.groups[0].createdAt) ?? [];
    const server = join(clone, 'labs', '02-leaky-query', 'server.ts');
    expect(readFileSync(server, 'utf8').split('\n')[Number(line) - 1]).toContain('go(');

    cpSync(join(clone, 'solutions', '02-leaky-query', 'server.ts'), server);
    const solved = await npm(['run', 'lab', '2', 'check']);
    expect(solved.stdout).toContain('✓ Passed.');
    expect(solved.status).toBe(0);
  },
  5 * MINUTES,
);

test.skipIf(!online || modernNode === null)(
  "without the pinned Node the machine's own serves",
  async () => {
    const hidden = join(clone, 'node_modules', '.package-lock.json');
    const before = readFileSync(hidden, 'utf8');
    const lock = JSON.parse(before);
    for (const path of Object.keys(lock.packages).filter((name) => /\/node-(bin-)?(linux|darwin|win)/.test(name))) {
      delete lock.packages[path];
      rmSync(join(clone, path), { recursive: true });
    }
    rmSync(join(clone, 'node_modules', '.bin', 'node'), { force: true });
    writeFileSync(hidden, JSON.stringify(lock));
    const node = modernNode ?? '';
    const { status, stdout, stderr } = await npm(['run', 'lab', '2', 'check'], { node });
    expect(stderr).not.toMatch(INSTALLING);
    expect(stdout).toContain('✓ Passed.');
    expect(status).toBe(0);
  },
  5 * MINUTES,
);

test.skipIf(!online)(
  'two terminals on a clone without packages: one installs, both go on',
  async () => {
    rmSync(join(clone, 'node_modules'), { recursive: true });
    const runs = await Promise.all([npm(['run', 'lab', 'list']), npm(['run', 'lab', '1', 'hint'])]);
    expect(runs.map(({ status }) => status)).toEqual([0, 0]);
    expect(runs.flatMap(({ stderr }) => stderr.match(INSTALLING) ?? [])).toHaveLength(1);
  },
  5 * MINUTES,
);

test.skipIf(!online)(
  'npm 10 installs as well',
  async () => {
    const folder = join(parent, 'npm10');
    execFileSync(process.execPath, [npmCli, 'install', '--prefix', folder, '--no-audit', '--no-fund', 'npm@10'], {
      env: cleanEnvironment(),
    });
    const cli = join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js');
    expect(npmVersion(cli)).toMatch(/^10\./);
    rmSync(join(clone, 'node_modules'), { recursive: true });
    const { status, stdout, stderr } = await npm(['run', 'lab', '2', 'check'], { cli });
    expect(stderr).toMatch(INSTALLING);
    expect(stdout).toContain('✓ Passed.');
    expect(status).toBe(0);
  },
  5 * MINUTES,
);

test(
  'with no network it says so, and what to do',
  async () => {
    rmSync(join(clone, 'node_modules'), { recursive: true, force: true });
    // Nothing listens on the port `discard`.
    const env = { npm_config_registry: 'http://127.0.0.1:9/', npm_config_cache: join(parent, 'empty cache') };
    const { status, stderr } = await npm(['run', 'lab', 'list'], { env });
    expect(stderr).toContain('npm could not install the packages');
    expect(stderr).toContain('With no network, connect and try again');
    expect(status).toBe(2);
    expect(existsSync(join(clone, '.leaklab', 'install.lock'))).toBe(false);
  },
  5 * MINUTES,
);

function gitStatus(): string {
  return execFileSync('git', ['status', '--porcelain'], { cwd: clone, encoding: 'utf8' });
}
