/** The words of `npm run classroom`, as they are typed beside a server that runs. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SimulatedLearner } from '../load/learner.ts';
import { ServerProcess } from '../load/server-process.ts';

const ENTRY = fileURLToPath(new URL('../../classroom.ts', import.meta.url));

let server: ServerProcess;
let printed: string;
beforeAll(async () => {
  server = new ServerProcess();
  printed = await server.start();
});
afterAll(() => server.close());

function classroom(...words: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--conditions=taskscope-source', ENTRY, ...words],
      { env: { ...process.env, LEAKLAB_ROOT: server.root, PORT: '0', HOST: '', DATABASE_URL: '' } },
      (_error, stdout, stderr) => resolve({ status: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

const codeIn = (text: string): string => /lab join \S+ (\S+)/.exec(text)?.[1] ?? '';

test('it begins on this machine alone, says so, and keeps its files from others', () => {
  expect(printed).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n/);
  expect(printed).toContain('Only this machine can reach it. To let the room in: npm run classroom share');
  const folder = join(server.root, '.leaklab', 'classroom');
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, 'token')).mode & 0o777).toBe(0o600);
});

test('a second one is not started beside it', async () => {
  const { status, stderr } = await classroom();
  expect([status, stderr]).toEqual([2, expect.stringContaining('A classroom runs here already')]);
});

test('`share` opens the door of the server that runs; who was in stays in', async () => {
  const learner = await SimulatedLearner.join(server.url, codeIn(printed), 'Ada');
  const { status, stdout } = await classroom('share');
  expect(status).toBe(0);
  expect(codeIn(stdout)).toBe(codeIn(printed));
  expect(stdout).toContain('Whoever is in the same network and knows the code can join.');
  await learner.report(new AbortController().signal);
  expect(learner.confirmed).toBe(1);
});

test('`export` writes both files, for the instructor’s eyes', async () => {
  expect((await classroom('export', 'out')).status).toBe(0);
  const [csv, json] = ['classroom.csv', 'classroom.json'].map((name) => join(server.root, 'out', name));
  expect(readFileSync(csv ?? '', 'utf8').split('\r\n')[1]).toMatch(/^"1","Ada","\d{4}-[^"]*","\d{4}-[^"]*","failing",/);
  expect(JSON.parse(readFileSync(json ?? '', 'utf8')).learners).toHaveLength(1);
  expect(statSync(csv ?? '').mode & 0o777).toBe(0o600);
});

test('it ends clean when it is asked to; what is stored is exported without it, and `new` begins anew', async () => {
  expect(await server.stop()).toBe(0);
  expect((await classroom('export', 'out')).status).toBe(0);
  const again = await server.start();
  expect(again).toContain(`The session ${codeIn(printed)} goes on`);
  expect(await server.stop()).toBe(0);
  const anew = await server.start('new');
  expect(codeIn(anew)).not.toBe(codeIn(printed));
});

test('`delete` deletes all, and the server ends', async () => {
  const ended = server.ended();
  const { status, stdout } = await classroom('delete');
  expect([status, stdout]).toEqual([0, 'All that was stored of your sessions is deleted.\n']);
  expect(await ended).toBe(0);
  expect(existsSync(join(server.root, '.leaklab', 'classroom', 'database'))).toBe(false);
});

test('an unknown word is answered by what comes nearest', async () => {
  expect((await classroom('exprot')).stderr).toContain('Did you mean `export`?');
});
