/** Real services: one in Node, one in Go, in one table. `.ci/run` installs Go; where it is missing, this is named as not run. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isShort } from '../../../scripts/test/short.ts';
import { taskscope } from '../cli/command.ts';
import { copyPrograms, type Service, startService } from '../http/service.ts';
import { installPacked, type Project } from '../packed.ts';

const GO = spawnSync('go', ['version']).status === 0;
const SOURCE = join(import.meta.dirname, 'programs', 'leaky.go');
const CACHE = fileURLToPath(new URL('../../../.leaklab/go-cache', import.meta.url));
const QUERIES = 20;
const line =
  readFileSync(SOURCE, 'utf8')
    .split('\n')
    .findIndex((text) => text.includes('// ask waits')) + 1;

describe.skipIf((!GO && !process.env['CI']) || isShort)('a fleet of Node and Go', () => {
  let project: Project;
  let node: Service;
  let go: ChildProcess;
  let goBase = '';
  let folder = '';
  beforeAll(async () => {
    project = installPacked();
    copyPrograms(project.folder);
    project.write({ 'package.json': '{ "name": "shop" }' });
    node = await startService(process.execPath, project.folder);
    // Go's own library is compiled at the first time: minutes, on a busy machine.
    folder = mkdtempSync(join(tmpdir(), 'fleet-go-'));
    execFileSync('go', ['build', '-o', join(folder, 'leaky'), SOURCE], {
      env: { ...process.env, GOCACHE: CACHE, GO111MODULE: 'off', CGO_ENABLED: '0' },
    });
    go = spawn(join(folder, 'leaky'), { stdio: ['ignore', 'pipe', 'inherit'] });
    const [address] = await once(createInterface({ input: go.stdout ?? process.stdin }), 'line');
    goBase = `http://${address}`;
  }, 600_000);
  afterAll(async () => {
    go?.kill();
    await node?.stop();
    project.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  test('each names its line, what it waits for, and how many', async () => {
    await node.ask('/query', QUERIES);
    for (let query = 0; query < QUERIES; query++) await (await fetch(`${goBase}/query`)).text();
    const { stdout } = await taskscope(['fleet', '--json', node.base, goBase]);
    const { places, answered } = JSON.parse(stdout);
    expect(answered).toBe(2);
    const [first, second] = places;
    const found = [first, second].sort((a, b) => a.function.localeCompare(b.function));
    expect(found).toMatchObject([
      { package: 'leaky', path: 'leaky.go', function: 'main.ask', lines: [line], wait: 'chan send', tasks: QUERIES },
      { package: 'shop', path: 'programs/service.mjs', function: 'sender', wait: 'chan send', tasks: QUERIES },
    ]);
    expect(found[0].stack[0]).toEqual({ function: 'main.ask', path: 'leaky.go', line });
    expect(places).toContainEqual(expect.objectContaining({ function: 'main.janitor', wait: 'sleep', tasks: 1 }));
  });
});
