/**
 * taskscope on Windows, as far as Wine is one: paths with drive letters, globs, the cache, the agent at its named pipe, the
 * command, and with the WebAssembly build of the parser the transform and the proof at its line. Wine has no TCP for Node, and
 * does not load the parser's own addon.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { compiler } from '../packed.ts';
import { install } from '../stacks/install.ts';
import { type Places, planted } from '../stacks/places.ts';
import { DRIVE, type Ended, Windows } from './wine.ts';

const APP = '订单 app';
const PATH = `${DRIVE}${APP}\\`;
const REGISTER = ['--import', 'taskscope/register'];
const COMMAND = '../node_modules/taskscope/bin/taskscope.mjs';
/** Milliseconds; only what is broken takes so long. */
const WAITING = { timeout: 60_000 };
/** Of Node, whenever the parser's WebAssembly build is loaded. */
const PARSER_IS_LOADED = 'WASI is an experimental feature';

let installed: string;
let app: string;
let windows: Windows;

beforeAll(async () => {
  // npm passes over packages for other systems.
  installed = install('windows', ['--force']);
  app = join(installed, APP);
  rmSync(app, { recursive: true, force: true });
  cpSync(join(import.meta.dirname, 'programs'), app, { recursive: true });
  writeFileSync(join(app, 'package.json'), '{ "type": "module" }');
  windows = await Windows.start(installed);
});

afterAll(() => windows.shutDown());

function node(words: readonly string[], environment: Record<string, string> = {}): Promise<Ended> {
  return windows.run(words, APP, { TASKSCOPE_CACHE: '0', ...environment });
}

interface Group {
  count: number;
  leaked: boolean;
  frames: { file: string; line: number }[];
  createdBy: { file: string; line: number } | null;
}

/** What a program of `programs/` prints. */
interface Told {
  groups: Group[];
  tracking: boolean;
  skipped: unknown[];
}

/** What stands in the sources, as Windows names it. */
function plantedOnWindows(): Places {
  const { frames, createdBy } = planted(app);
  const place = (each: string): string => `${PATH}${each}`;
  return { frames: frames.map(place), createdBy: createdBy === null ? null : place(createdBy) };
}

function placesOf(group: Group | undefined): Places {
  // A drive has one name in both cases: it is told as it was typed.
  const place = ({ file, line }: { file: string; line: number }): string => `${file.replace(/^t:/, 'T:')}:${line}`;
  return {
    frames: group?.frames.map(place) ?? [],
    createdBy: group?.createdBy ? place(group.createdBy) : null,
  };
}

/** The pid of the only process that an agent answers for; throws while there is none. */
function agentIn(list: string): number {
  const processes: { pid: number; agent: boolean }[] = JSON.parse(list);
  const [found, ...others] = processes.filter(({ agent }) => agent);
  if (found === undefined || others.length > 0) throw new Error(`One agent was to be found in ${list}`);
  return found.pid;
}

function expectLeak({ output, errors }: Ended): void {
  const lines = output.trimEnd().split('\n');
  const told: Told = JSON.parse(lines.at(-1) || '{}');
  expect(told, errors).toMatchObject({ tracking: true, skipped: [] });
  // The program that looks for it is a task as well.
  const leaks = told.groups.filter(({ leaked }) => leaked);
  expect(leaks).toMatchObject([{ count: 3 }]);
  expect(placesOf(leaks[0])).toEqual(plantedOnWindows());
}

test('a leak is proven at its lines, in a folder with a blank and Chinese characters on a drive', async () => {
  expectLeak(await node([...REGISTER, 'app.ts']));
});

test('a program that is named by its whole path, the drive in lower case', async () => {
  expectLeak(await node([...REGISTER, `${PATH.toLowerCase()}app.ts`]));
});

test('a program that is required, with `--require`', async () => {
  expectLeak(await node(['--require', 'taskscope/register', 'main.cjs']));
});

test('what tsc made is told as its sources', async () => {
  execFileSync(process.execPath, [compiler, '--project', app]);
  const { output, errors } = await node([...REGISTER, 'dist/app.js']);
  expectLeak({ status: 0, output, errors });
});

test.each([
  ['with slashes', 'T:/*/orders.ts'],
  ['with backslashes, the drive in lower case', 't:\\**\\ORDERS.ts'],
])('a file is left out by a glob %s', async (_name, glob) => {
  const { output, errors } = await node([...REGISTER, 'app.ts'], { TASKSCOPE_EXCLUDE: glob });
  expect(JSON.parse(output), errors).toMatchObject({ groups: [] });
});

test('a package is taken by a glob', async () => {
  const folder = join(app, 'node_modules', 'my-orders');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "name": "my-orders", "type": "module", "exports": "./index.js" }');
  writeFileSync(join(folder, 'index.js'), 'export async function order() {\n  await new Promise(() => {});\n}\n');
  const program = `import { profile } from 'taskscope';
import { order } from 'my-orders';
void order();
console.log(JSON.stringify(profile()));
`;
  writeFileSync(join(app, 'packaged.mjs'), program);
  const groupsWith = async (environment: Record<string, string>): Promise<Group[]> => {
    const { output, errors } = await node([...REGISTER, 'packaged.mjs'], environment);
    expect(output, errors).not.toBe('');
    return JSON.parse(output).groups;
  };
  expect(await groupsWith({})).toEqual([]);
  expect(await groupsWith({ TASKSCOPE_INCLUDE: '**\\node_modules\\my-orders\\**' })).toMatchObject([{ count: 1 }]);
});

test('the second start finds what is transformed, and needs no parser', async () => {
  const environment = { TASKSCOPE_CACHE: `${PATH}cache` };
  const first = await node([...REGISTER, 'app.ts'], environment);
  expect(first.errors).toContain(PARSER_IS_LOADED);
  const second = await node([...REGISTER, 'app.ts'], environment);
  expectLeak(second);
  expect(second.errors).toBe('');
});

test('the command finds the agents of a program that it started, and asks each thread', async () => {
  const service = node([COMMAND, 'run', 'service.ts']);
  const asked = async (...words: string[]): Promise<string> => {
    const { status, output, errors } = await node([COMMAND, ...words]);
    expect(status, errors).toBe(0);
    return output;
  };
  const pid = String(await vi.waitFor(async () => agentIn(await asked('list', '--json')), WAITING));
  const leaks: { groups: Group[] } = JSON.parse(await asked('leaks', pid, '--json'));
  expect(leaks.groups).toMatchObject([
    { count: 3, leaked: true, labels: { thread: 'main' } },
    { count: 3, leaked: true, labels: { thread: 'worker 1' } },
  ]);
  for (const group of leaks.groups) expect(placesOf(group)).toEqual(plantedOnWindows());
  expect(await asked('stack', pid)).toContain(`${PATH}orders.ts:7`);
  expect(JSON.parse(await asked('stats', pid, '--json'))).toMatchObject({ allThreads: { tasks: 6 }, workers: 1 });
  expect(await asked('tree')).toContain(`${pid} [*] (node.exe) {v22.23.3} ${PATH}service.ts`);
  await node(['-e', `process.kill(${pid})`]);
  await service;
});

test('a leak test fails, and no other', async () => {
  const { status, output } = await node(['--import', 'taskscope/node-test', '--test', 'orders.test.ts']);
  expect(output).toContain('# pass 1\n# fail 1\n');
  expect(output).toContain('Leaked (proven): 3 tasks `checkout`, started in the test "is accepted"');
  expect(output).toContain(`${PATH}orders.ts:7`);
  expect(status).toBe(1);
});

test('the doctor finds a leak that it has planted, and that all is ready', async () => {
  const { status, output } = await node([COMMAND, 'doctor', 'app.ts']);
  expect(output).toContain('a leak that was planted was found, proven, at its line');
  expect(output).toContain('All is ready.');
  expect(status).toBe(0);
});
