/** Where no native addon can be loaded: the parser's WebAssembly build. */
import { beforeAll, expect, test } from 'vitest';
import { expectDoctor, HAS_REGISTER } from './doctor.ts';
import { copyProgram, install } from './install.ts';
import { record } from './results.ts';
import { askService, expectLeaks } from './service.ts';
import { run } from './shell.ts';

const TRACKED = '--import taskscope/register --import taskscope/agent/start';

beforeAll(() => {
  // npm passes over a package for another processor.
  install('wasm', ['--force']);
});

test.each([
  ['wasm', '--no-addons'],
  ['wasm-permission', '--permission --allow-fs-read=* --allow-fs-write=* --allow-net --allow-worker --allow-wasi'],
] as const)('%s', async (name, flags) => {
  const folder = copyProgram('build/worker', 'wasm');
  const command = `node ${flags} ${TRACKED} app.ts`;
  record(name, expectLeaks(await askService({ folder, command })));
  await expectDoctor(folder, name, { start: command }, [HAS_REGISTER]);
});

test('where WASI is not allowed either, the program runs, and what to add is said once', async () => {
  const folder = copyProgram('build/forbidden', 'wasm');
  const flags = '--permission --allow-fs-read=*';
  const { status, output } = await run(`node ${flags} --import taskscope/register app.mjs`, { folder });
  expect(status, output).toBe(0);
  expect(output).toContain('started\n');
  const sentences = output.match(/the program runs untracked: .*/g);
  expect(sentences).toEqual([
    expect.stringContaining('add `--allow-wasi` for its WebAssembly build, which is installed, or `--allow-addons`.'),
  ]);
});
