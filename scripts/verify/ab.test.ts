/** The real `ab`, as in the article, on the starter and on the solution: it sees what the checker says. */
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { programArguments } from '../checker/service/program.ts';
import { readCourse } from '../course/course.ts';
import { starterFiles } from '../course/starter.ts';
import { isShort } from '../test/short.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const lab = readCourse(root).find(({ name }) => name === '03-load-testing');
const installed = spawnSync('ab', ['-V']).status === 0;

describe.skipIf(!installed || isShort)('ab -n 1000 -c 100', () => {
  let folder: string;
  let service: ChildProcess | undefined;

  beforeEach(() => {
    mkdirSync(join(root, '.leaklab'), { recursive: true });
    folder = mkdtempSync(join(root, '.leaklab', 'ab-'));
  });

  afterEach(async () => {
    if (service?.exitCode === null) {
      const exited = new Promise((resolve) => service?.once('exit', resolve));
      service.kill('SIGKILL');
      await exited;
    }
    rmSync(folder, { recursive: true, force: true });
  });

  it('leaves a task of the starter behind with each price that came too late, and with each client that left the queue', async () => {
    for (const { file, text } of lab === undefined ? [] : starterFiles(root, lab))
      writeFileSync(join(folder, file), text);
    const url = await start();
    expect(await count(url)).toBe(1);

    await ab(`${url}/query`);
    await settled(url, 1);

    const { lost } = await ab(`${url}/price`);
    expect(lost).toBeGreaterThan(100);
    await settled(url, 1 + lost);

    await abThatLeaves(`${url}/report`);
    // The archive reads for four of the hundred; these end.
    await settled(url, 1 + lost + 96);
  });

  it('leaves nothing of the solution behind', async () => {
    copyFileSync(join(root, 'solutions', '03-load-testing', 'server.ts'), join(folder, 'server.ts'));
    const url = await start();
    await ab(`${url}/query`);
    const { lost } = await ab(`${url}/price`);
    expect(lost).toBeGreaterThan(100);
    await abThatLeaves(`${url}/report`);
    await settled(url, 1);
  });

  /** The service by hand: the backend goes by the clock. Gives its URL. */
  function start(): Promise<string> {
    for (const file of ['backend.ts', 'listen.ts'])
      copyFileSync(join(root, 'labs', '03-load-testing', file), join(folder, file));
    const child = spawn(process.execPath, programArguments(join(folder, 'server.ts')), {
      cwd: root,
      env: { ...process.env, NODE_OPTIONS: '', HOST: '127.0.0.1', PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    service = child;
    return new Promise((resolve, reject) => {
      let printed = '';
      child.once('exit', (code) => reject(new Error(`the service ended with ${code}: ${printed}`)));
      child.stdout.on('data', (data: Buffer) => {
        printed += data.toString('utf8');
        const [url] = /http:\/\/\S+/.exec(printed) ?? [];
        if (url !== undefined) resolve(url);
      });
    });
  }
});

/** A whole load. `lost`: answers that said that there was no price in time. */
async function ab(url: string): Promise<{ lost: number }> {
  const { output } = await run(['-q', '-n', '1000', '-c', '100', url]);
  expect(output).toMatch(/Complete requests:\s+1000\n/);
  return { lost: Number(/Non-2xx responses:\s+(\d+)/.exec(output)?.[1] ?? 0) };
}

/** A load whose hundred clients go away when nothing comes for a second. */
async function abThatLeaves(url: string): Promise<void> {
  const { output } = await run(['-q', '-n', '1000', '-c', '100', '-s', '1', url]);
  expect(output).toMatch(/The timeout specified has expired/);
}

function run(words: string[]): Promise<{ output: string }> {
  return new Promise((resolve) => {
    execFile('ab', words, (_error, stdout, stderr) => resolve({ output: stdout + stderr }));
  });
}

/** The time-out of the test ends the wait. */
async function settled(url: string, expected: number): Promise<void> {
  await expect.poll(() => count(url), { timeout: 30_000 }).toBe(expected);
}

async function count(url: string): Promise<number> {
  return Number(await (await fetch(`${url}/_count`)).text());
}
