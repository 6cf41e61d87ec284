/** TypeScript, however it is run: functions, lines and columns are those that the author wrote. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isShort } from '../../../scripts/test/short.ts';
import { NODES } from '../nodes.ts';
import { compiler, installPacked, type Project } from '../packed.ts';
import { run } from '../run.ts';

/** A comment and blank lines, a type and an interface: what compilers leave out. \`app.ts:12\` is \`waits\`, which waits at line 13. */
const SOURCE = `/* The first lines say nothing. */
interface Job {
  readonly id: number;
}

type Worker = (job: Job) => Promise<void>;

const channel: Channel<number> = new Channel<number>();


// A function that never ends.
const waits: Worker = async ({ id }: Job): Promise<void> => {
  if (id > 0) await channel.receive();
};

class Service {
  readonly jobs: Job[] = [{ id: 1 }];
  run = async (): Promise<void> => { await Promise.all(this.jobs.map(async (job) => { await waits(job); })); };
}
async function fails(text: string): Promise<never> {
  await null; const message = text as string; throw new TypeError(message);
}
const lost = async (): Promise<void> => { await new Channel<number>().send(1); };

async function main(): Promise<void> {
  void new Service().run();
  const frames = tasks().flatMap((task) => task.frames.map(({ name, line, column }) => name + ' ' + line + ':' + column));
  const files = new Set(tasks().flatMap((task) => task.frames.map(({ file }) => file.replace(/^.*[\\\\/]/, ''))));
  for (let count = 0; count < 100; count++) void lost();
  const proven = await collect();
  const thrown: unknown = await fails('on purpose').catch((error: unknown) => error);
  const stack = thrown instanceof Error ? String(thrown.stack) : '';
  console.log(JSON.stringify({ frames, files: [...files], proven, thrown: /at (?:async )?(\\w+) .*?(app\\.\\w+:\\d+:\\d+)/.exec(stack)?.slice(1) }));
}
void main();
`;
const PROGRAM = {
  frames: ['main 27:18', 'Service.run 18:38', 'waits 13:15', 'Service.run.func1 18:87'],
  proven: 100,
};
const names = 'Channel, collect, tasks';
const ESM = `import { ${names} } from 'taskscope'; ${SOURCE}`;
const COMMON = `const { ${names} }: typeof import('taskscope') = require('taskscope'); ${SOURCE.replace('Channel<number> = new', 'InstanceType<typeof Channel<number>> = new')}`;

let project: Project;
beforeAll(async () => {
  project = installPacked();
  for (const name of ['tsx', '@types/node', 'undici-types']) project.link(name);
  project.write({
    'esm/package.json': '{ "type": "module" }',
    'esm/app.ts': ESM,
    'common/package.json': '{ "type": "commonjs" }',
    'common/app.ts': COMMON,
    // What tsx takes for CommonJS, and compiles to it.
    'untyped/package.json': '{}',
    'untyped/app.ts': ESM,
    'untyped/part.ts': `${ESM}\nexport {};\n`,
    'untyped/main.ts': "import './part.ts';\n",
  });
});
afterAll(() => project.remove());

async function outcome(node: string, words: string[]): Promise<Record<string, unknown>> {
  const { output, errors, status } = await project.run(node, words);
  expect(status, errors).toBe(0);
  return JSON.parse(output);
}

describe.each(NODES)('on Node $major', ({ path }) => {
  const node = path ?? '';
  describe.skipIf(path === null)('TypeScript', () => {
    test.each(['esm/app.ts', 'common/app.ts'])('by native type stripping: %s', async (file) => {
      const result = await outcome(node, ['--import=taskscope/register', file]);
      expect(result).toMatchObject({ ...PROGRAM, files: ['app.ts'] });
      // Without source maps a column is that of the text that runs; the line is the author's.
      expect(result['thrown']).toEqual(['fails', expect.stringMatching(/^app\.ts:21:/)]);
      const mapped = await outcome(node, ['--enable-source-maps', '--import=taskscope/register', file]);
      expect(mapped).toMatchObject({ ...PROGRAM, thrown: ['fails', 'app.ts:21:53'] });
    });

    test.for(
      [
        ['--import=taskscope/register', '--import=tsx'],
        ['--import=tsx', '--import=taskscope/register'],
      ].flatMap((flags) => ['esm/app.ts', 'common/app.ts', 'untyped/app.ts'].map((file) => [...flags, file] as const)),
    )('by tsx: %s %s %s', async (words, { skip }) => {
      // Both orders, and each kind of file.
      skip(isShort && words[0] !== '--import=tsx' && words[2] !== 'esm/app.ts');
      expect(await outcome(node, [...words])).toEqual({
        ...PROGRAM,
        files: ['app.ts'],
        thrown: ['fails', 'app.ts:21:53'],
      });
    });

    test('by tsx, as a CommonJS part of a program', async () => {
      const result = await outcome(node, ['--import=tsx', '--import=taskscope/register', 'untyped/main.ts']);
      expect(result).toMatchObject({ ...PROGRAM, files: ['part.ts'] });
    });
  });
});

describe.each([
  ['an external source map', ['--sourceMap'], 'esm'],
  ['an inline source map', ['--inlineSourceMap'], 'esm'],
  ['an external source map and a source root', ['--sourceMap', '--sourceRoot', '../../esm'], 'esm'],
  ['CommonJS and an external source map', ['--sourceMap'], 'common'],
])('compiled by tsc with %s', (name, flags, from) => {
  const to = `${name.replaceAll(' ', '-')}/out`;
  beforeAll(async () => {
    project.write({ [`${to}/package.json`]: from === 'esm' ? '{ "type": "module" }' : '{ "type": "commonjs" }' });
    const words = ['--outDir', to, '--target', 'es2023', '--module', 'nodenext', '--skipLibCheck', '--types', 'node'];
    const { folder } = project;
    const compiled = await run(process.execPath, [compiler, `${from}/app.ts`, ...words, ...flags], { folder });
    expect(compiled).toEqual({ status: 0, output: '', errors: '' });
  });

  test.each(NODES.filter(({ path }) => path !== null))('on Node $major', async ({ path }) => {
    const result = await outcome(path ?? '', ['--enable-source-maps', '--import=taskscope/register', `${to}/app.js`]);
    expect(result).toEqual({ ...PROGRAM, files: ['app.ts'], thrown: ['fails', 'app.ts:21:53'] });
  });
});
