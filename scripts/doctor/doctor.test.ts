/** `npm run lab doctor`, as npm starts it. */
import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isShort } from '../test/short.ts';
import { renderReport } from './render.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

interface Ended {
  status: number;
  stdout: string;
  stderr: string;
}

function start(
  root: string,
  words: string[],
  environment: NodeJS.ProcessEnv = {},
  node = process.execPath,
): Promise<Ended> {
  return new Promise((resolve) => {
    const env = { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1', ...environment };
    const child = execFile(
      node,
      [join(root, 'scripts', 'launch.cjs'), 'scripts/lab.ts', ...words],
      { cwd: root, env },
      (_error, stdout, stderr) => resolve({ status: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

const lineOf = (text: string, title: string): string =>
  text.split('\n').find((line) => line.includes(` ${title} `)) ?? '';

test('here all is well: each thing is looked at, and a whole check passes', async () => {
  const { status, stdout } = await start(ROOT, ['doctor']);
  const titles = [
    'Node',
    'npm',
    'folder',
    'disk',
    'small files',
    'file watching',
    'loopback',
    'port',
    'clock',
    'proxy',
  ];
  for (const title of [...titles, 'terminal', 'packages', 'pinned Node', 'course files']) {
    expect(lineOf(stdout, title), title).toMatch(/^ {2}[✓!] /);
  }
  expect(lineOf(stdout, 'a whole check')).toContain('the solution of `02-leaky-query` passes');
  expect(stdout).toContain('✓ Ready');
  expect(status).toBe(0);
});

describe('where nothing is installed, and nothing can be', () => {
  let root: string;
  beforeEach(() => {
    root = join(mkdtempSync(join(realpathSync(tmpdir()), 'leaklab-')), '医生 一');
    for (const name of ['scripts', 'package.json', 'package-lock.json'])
      cpSync(join(ROOT, name), join(root, name), {
        recursive: true,
        filter: (path) => basename(path) !== 'node_modules',
      });
    writeFileSync(join(root, 'npm.js'), 'console.error("npm error network"); process.exitCode = 1;');
  });
  afterEach(() => rmSync(join(root, '..'), { recursive: true }));
  const broken = (): NodeJS.ProcessEnv => ({
    npm_execpath: join(root, 'npm.js'),
    npm_node_execpath: process.execPath,
    HTTPS_PROXY: 'http://ada:hunter2@proxy:8080',
  });

  test('it says what is there, what is wrong, and what it could not reach', async () => {
    const { status, stdout, stderr } = await start(root, ['doctor'], broken());
    expect(lineOf(stdout, 'loopback')).toContain('✓');
    expect(stderr).toContain('npm error network');
    expect(lineOf(stdout, 'packages')).toContain('✗ packages');
    expect(stdout).toContain('npm could not install the packages');
    for (const title of ['pinned Node', 'course files', 'a whole check']) expect(lineOf(stdout, title)).toContain('○');
    expect(stdout).toContain('✗ Not ready: 1 thing has to be fixed first');
    expect(
      stdout
        .split('To ask for help')[0]
        ?.split('\n')
        .filter((line) => line.length > 80),
    ).toEqual([]);
    expect(status).toBe(1);
  });

  test.skipIf(isShort)('what is pasted holds neither a secret nor a path', async () => {
    const { stdout } = await start(root, ['doctor'], broken());
    const report = stdout.split('To ask for help')[1] ?? '';
    expect(report).toContain('bad         packages');
    expect(report).toContain('HTTPS_PROXY');
    expect(stdout).not.toContain('hunter2');
    expect(report).not.toContain(root);
    expect(report).not.toContain(homedir());
  });

  test.skipIf(isShort)('a lock file that can not be read is told as that', async () => {
    writeFileSync(join(root, 'package-lock.json'), '<<<<<<< HEAD');
    const { status, stdout } = await start(root, ['doctor'], broken());
    expect(stdout).toContain('git checkout package-lock.json');
    expect(status).toBe(1);
  });
});

test('paths of this machine are taken out of a report', () => {
  const findings = [
    {
      title: 'folder',
      state: 'bad' as const,
      text: `at ${join(ROOT, 'labs')}`,
      fix: `see ${join(homedir(), 'notes')}`,
    },
  ];
  const report = renderReport(findings, ROOT, { version: '0.1.0', time: new Date(0) });
  expect(report).toMatch(/^leaklab 0\.1\.0, .*1970-01-01T00:00Z\n/);
  expect(report).toMatch(/bad {9}folder {9}at \.[\\/]labs \(see ~[\\/]notes\)$/);
});

describe('on a Node that is too old', () => {
  const door = join(ROOT, 'scripts', 'launch.cjs');
  const pretend = (version: string, ...words: string[]): { status: number | null; said: string } => {
    const program = `Object.defineProperty(process.versions, 'node', { value: '${version}' }); process.argv.splice(1, 0, 'launch.cjs'); require(${JSON.stringify(door)});`;
    try {
      execFileSync(process.execPath, ['-e', program, '--', ...words], { stdio: 'pipe' });
      return { status: 0, said: '' };
    } catch (error) {
      const { status, stderr } = error as { status: number; stderr: Buffer };
      return { status, said: stderr.toString() };
    }
  };

  test.for(['18.20.8', '10.24.1', '0.12.0'])('%s: a clear sentence', (version) => {
    const { status, said } = pretend(version, 'scripts/lab.ts', '1');
    expect(said).toContain('Leaklab needs Node 20 or newer');
    expect(said).toContain('https://nodejs.org');
    expect(status).toBe(2);
  });

  test('for the doctor that is something to fix', () => {
    expect(pretend('18.20.8', 'scripts/lab.ts', 'doctor').status).toBe(1);
  });

  // Such a Node can't be had on every machine; that it can read the file is seen by the words that are not in it.
  test('it can read the file that says so', () => {
    const code = readFileSync(door, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*|'[^']*'/g, '');
    expect(code).toContain('var OLDEST');
    expect(code).not.toMatch(/\b(const|let|class|async|await|import|of)\b|=>|`|\.\.\.|\?\.|\?\?|\*\*|,\s*[)\]}]/);
  });
});

/** The Node that started npm, outside this repository: what the doctor runs on before anything is installed. */
const own = (process.env['PATH'] ?? '')
  .split(delimiter)
  .filter((path) => !path.startsWith(ROOT))
  .map((path) => join(path, process.platform === 'win32' ? 'node.exe' : 'node'))
  .find((path) => existsSync(path));

test.skipIf(isShort || own === undefined)("it runs on this machine's own Node", async () => {
  const { status, stdout } = await start(ROOT, ['doctor'], {}, own);
  expect(stdout).toContain('✓ Ready');
  expect(status).toBe(0);
});
