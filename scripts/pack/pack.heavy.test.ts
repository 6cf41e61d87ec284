/**
 * A stick for this platform, packed from the real registry; then, with the network cut, two learners: one with Node and git,
 * one with neither. Runs by `npm test clone`, and in CI. All five platforms: `npm run classroom pack FOLDER`.
 */
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cleanEnvironment, npmCli, oldNode, registryAnswers } from '../launcher/test/machine.ts';
import { pack } from './pack.ts';

const MINUTES = 60_000;
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const parent = mkdtempSync(join(realpathSync(tmpdir()), 'leaklab-stick-'));
const stick = join(parent, 'USB 盘');
const online = await registryAnswers();

/** In a network namespace of its own a program reaches this machine and nothing else; not every machine lets us make one. */
const CUT = ['unshare', '-rn', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh'];
const canCut = spawnSync('unshare', [...CUT.slice(1), 'true'], { stdio: 'ignore' }).status === 0;

interface Run {
  status: number;
  output: string;
}

/** A program of a laptop that was never in a network: a fresh home, an empty cache, a registry and proxies that nobody answers at. */
function offline(path: string, cwd: string, [command = '', ...words]: string[]): Promise<Run> {
  // Nothing listens on the port `discard`.
  const nowhere = 'http://127.0.0.1:9/';
  const home = join(parent, 'home');
  mkdirSync(home, { recursive: true });
  const { npm_config_cache: _cache, ...rest } = cleanEnvironment();
  const env = {
    ...rest,
    PATH: path,
    HOME: home,
    npm_config_registry: nowhere,
    HTTP_PROXY: nowhere,
    HTTPS_PROXY: nowhere,
  };
  const [program = '', ...all] = canCut ? [...CUT, command, ...words] : [command, ...words];
  return new Promise((resolve) => {
    const child = execFile(program, all, { cwd, env }, (error, stdout, stderr) => {
      resolve({ status: error === null ? 0 : Number(error.code), output: stdout + stderr });
    });
    child.stdin?.end();
  });
}

beforeAll(async () => {
  if (!online) return;
  const platforms = [`${process.platform}-${process.arch}`];
  await pack({ root: ROOT, print: () => {}, signal: new AbortController().signal, platforms }, stick);
}, 10 * MINUTES);
afterAll(() => {
  rmSync(parent, { recursive: true, force: true, maxRetries: 5 });
}, 5 * MINUTES);

test.skipIf(!online)(
  'with Node and git: a clone of what is on the stick, and lab 1 is judged',
  async () => {
    const node = oldNode ?? process.execPath;
    const path = [dirname(node), '/usr/bin', '/bin', '/usr/sbin', '/sbin'].join(delimiter);
    const clone = join(parent, 'my clone');
    execFileSync('git', ['clone', '--quiet', join(stick, 'leaklab'), clone], { stdio: 'inherit' });
    const { status, output } = await offline(path, clone, [node, npmCli, 'run', '--silent', 'lab', '1', 'check']);
    expect(output).toContain(`They come from \`${join(stick, 'packages')}\`, without any network`);
    expect(output).toContain('✗ Not yet.');
    expect(status).toBe(1);
    expect(execFileSync('git', ['status', '--porcelain'], { cwd: clone, encoding: 'utf8' })).toBe('');
  },
  10 * MINUTES,
);

test.skipIf(!online || process.platform === 'win32')(
  'with neither: `start.sh` copies the workshop and brings Node; then the stick is not needed any more',
  async () => {
    const tools = join(parent, 'tools');
    mkdirSync(tools);
    for (const name of ['sh', 'uname', 'mktemp', 'tar', 'gzip', 'dirname', 'rm', 'ip', 'unshare']) {
      const found = ['/usr/bin', '/bin', '/usr/sbin', '/sbin'].map((folder) => join(folder, name)).find(existsSync);
      if (found !== undefined) symlinkSync(found, join(tools, name));
    }
    const course = join(parent, 'home', '课程');
    const started = await offline(tools, parent, ['sh', join(stick, 'start.sh'), course]);
    expect(started.output).toContain('There is no Node 20 or newer on this laptop, so it comes along');
    expect(started.output).toContain(`They come from \`${join(course, '.leaklab', 'packages')}\`, without any network`);
    expect(started.output).toContain('Type: npm run lab 1');
    expect(started.status).toBe(0);

    rmSync(stick, { recursive: true });
    const path = [join(course, '.leaklab', 'node'), tools].join(delimiter);
    const checked = await offline(path, course, ['npm', 'run', '--silent', 'lab', '1', 'check']);
    expect(checked.output).toContain('✗ Not yet.');
    expect(checked.status).toBe(1);
  },
  10 * MINUTES,
);
