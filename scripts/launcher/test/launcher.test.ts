/** The launcher, with a fake npm: the real one is in `clone.heavy.test.ts`. */
import { once } from 'node:events';
import { mkdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { isLeftOut, isShort } from '../../test/short.ts';
import { Fixture } from './fixture.ts';
import { oldNode } from './machine.ts';

let fixture: Fixture;
beforeEach(() => {
  fixture = new Fixture();
});
afterEach(() => {
  fixture.close();
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const UNTIL = { timeout: 20_000, interval: 20 };

describe('what is missing is installed', () => {
  test('on a fresh clone, once; then the command runs on the pinned Node, with its words and its status', async () => {
    const first = await fixture.launch().ended;
    expect(first.stderr).toContain('Installing packages, since no packages are installed yet.');
    expect(first.status).toBe(7);
    const { node, words, path } = JSON.parse(first.stdout);
    // The pinned Node is a link to this one here.
    expect(node).toBe(process.execPath);
    expect(words).toEqual(['a b', '三']);
    expect(path).toMatch(new RegExp(`^${RegExp.escape(join(fixture.root, 'node_modules'))}`));

    const second = await fixture.launch().ended;
    expect(second.stderr).toBe('');
    expect(fixture.installations).toBe(1);
  });

  test.for([
    ['a changed version', () => fixture.lock({ one: '1.0.1', two: '1.0.0' }), '`one` has changed'],
    ['a package more', () => fixture.lock({ one: '1.0.0', two: '1.0.0', three: '1.0.0' }), '`three` is not installed'],
    ['a package that was deleted', () => fixture.remove('node_modules/two'), '`two` is gone'],
    [
      'node_modules without what npm knows of it',
      () => fixture.remove('node_modules/.package-lock.json'),
      'no packages',
    ],
    ['a package that was emptied', () => fixture.remove('node_modules/one/package.json'), '`one` is gone'],
  ] as const)('again after %s', async ([name, change, reason], { skip }) => {
    skip(isLeftOut(name, ['a changed version', 'a package that was deleted']));
    await fixture.launch().ended;
    change();
    const again = await fixture.launch().ended;
    expect(again.stderr).toContain(reason);
    expect(again.status).toBe(7);
    expect(fixture.installations).toBe(2);
    expect((await fixture.launch().ended).stderr).toBe('');
  });

  test('in the language of the environment; the command finds its own', async () => {
    const env = { LEAKLAB_LANGUAGE: '', LC_ALL: '', LC_MESSAGES: '', LANG: 'zh_CN.UTF-8' };
    const { stderr, status } = await fixture.launch({ env }).ended;
    expect(stderr).toContain('正在安装依赖包（还没有安装任何包）。');
    expect(status).toBe(7);
  });

  test.skipIf(isShort)('with all that a machine set to production would leave out', async () => {
    await fixture.launch().ended;
    expect(fixture.installationWords).toMatch(/^ci .*--include=dev --include=optional/);
  });
});

test.skipIf(isShort)('a command with packages of its own has them installed, too, and no other command', async () => {
  mkdirSync(join(fixture.root, 'scripts', 'command'));
  fixture.write(
    'scripts/command/package-lock.json',
    JSON.stringify({ packages: { 'node_modules/three': { version: '1.0.0' } } }),
  );
  mkdirSync(join(fixture.root, 'scripts', 'other'));
  fixture.write(
    'scripts/other/package-lock.json',
    JSON.stringify({ packages: { 'node_modules/four': { version: '1.0.0' } } }),
  );
  expect((await fixture.launch().ended).status).toBe(7);
  expect(fixture.list('node_modules')).not.toContain('three');
  expect(fixture.exists('scripts/command/node_modules/three/package.json')).toBe(true);
  expect(fixture.exists('scripts/other/node_modules')).toBe(false);
  expect((await fixture.launch().ended).stderr).toBe('');
});

describe('two terminals', () => {
  test.skipIf(isShort)('install once, and both go on', async () => {
    const ended = await Promise.all([fixture.launch().ended, fixture.launch().ended, fixture.launch().ended]);
    expect(ended.map(({ status }) => status)).toEqual([7, 7, 7]);
    expect(fixture.installations).toBe(1);
  });

  test('a lock that was left behind is taken over', async () => {
    const lock = join(fixture.root, '.leaklab', 'install.lock');
    mkdirSync(lock, { recursive: true });
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(lock, longAgo, longAgo);
    const { status, stderr } = await fixture.launch().ended;
    expect(stderr).not.toContain('waiting');
    expect(status).toBe(7);
  });

  test.skipIf(isShort)('one whose holder shows signs of life is waited for', async () => {
    const holder = fixture.launch({ npm: 'hangs' });
    await vi.waitUntil(() => fixture.installations === 1, UNTIL);
    const waiting = fixture.launch();
    await vi.waitUntil(() => waiting.said().includes('waiting for it'), UNTIL);
    // Npm is ended as Ctrl-C in a terminal would end it.
    holder.child.kill('SIGTERM');
    expect(await holder.ended).toMatchObject({ status: 2, stderr: expect.stringContaining('was interrupted') });
    expect((await waiting.ended).status).toBe(7);
    expect(fixture.installations).toBe(2);
  });
});

test.skipIf(process.platform === 'win32')(
  'a command ends with the npm that it was started by, though its shell says nothing',
  async () => {
    fixture.write('scripts/command.ts', 'console.log(process.pid);\nsetInterval(() => {}, 1000);\n');
    const { child } = fixture.launch({ shell: true });
    const [printed]: Buffer[] = await once(child.stdout ?? child, 'data');
    const pid = Number(printed);
    onTestFinished(() => void (isRunning(pid) && process.kill(pid, 'SIGKILL')));
    expect(isRunning(pid)).toBe(true);
    child.kill('SIGTERM');
    await vi.waitUntil(() => !isRunning(pid), UNTIL);
  },
);

describe('which Node', () => {
  test.skipIf(oldNode === null)('Node 20 installs, and the pinned one runs the command', async () => {
    const { status, stdout } = await fixture.launch({ node: oldNode ?? '' }).ended;
    expect(status).toBe(7);
    expect(JSON.parse(stdout).node).toBe(process.execPath);
  });

  test("without the pinned Node a machine's own serves where it is new enough", async () => {
    const { status, stdout, stderr } = await fixture.launch({ pinned: false }).ended;
    expect({ status, stderr }).toEqual({ status: 7, stderr: expect.stringContaining('Installing') });
    expect(JSON.parse(stdout).node).toBe(process.execPath);
  });

  test.skipIf(oldNode === null)('without either, it says so, and what to do', async () => {
    const { status, stdout, stderr } = await fixture.launch({ node: oldNode ?? '', pinned: false }).ended;
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('The pinned Node is not installed');
    expect(stderr).toContain('npm ci');
  });
});

describe('what can go wrong', () => {
  test.skipIf(isShort)("npm's failure: its own words, and what may help", async () => {
    const { status, stdout, stderr } = await fixture.launch({ npm: 'fails' }).ended;
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('npm error code ENOTFOUND');
    expect(stderr).toContain('With no network, connect and try again');
    expect(fixture.exists('.leaklab/install.lock')).toBe(false);
  });

  test('an npm that says it succeeded and left a package out', async () => {
    const { status, stderr } = await fixture.launch({ npm: 'forgets' }).ended;
    expect(status).toBe(2);
    expect(stderr).toContain('`one` is not installed');
  });

  // Root writes everywhere: there, somebody else starts it.
  const user = process.getuid?.() === 0 ? 65_534 : undefined;
  test.skipIf(process.platform === 'win32')('a folder that can only be read', async () => {
    fixture.protect();
    const { status, stderr } = await fixture.launch({ user }).ended;
    expect(status).toBe(2);
    expect(stderr).toContain("This folder can't be written to (EACCES)");
    expect(stderr).toContain('Copy the repository to a folder of yours');
  });

  test.skipIf(process.platform === 'win32')(
    'a folder that can only be read, with all installed: it just works',
    async () => {
      await fixture.launch().ended;
      fixture.protect();
      expect(await fixture.launch({ user }).ended).toMatchObject({ status: 7, stderr: '' });
    },
  );
});
