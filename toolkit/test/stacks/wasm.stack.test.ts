/** Where no native addon can be loaded: the parser's WebAssembly build. */
import { beforeAll, test } from 'vitest';
import { copyProgram, install } from './install.ts';
import { record } from './results.ts';
import { askService, expectLeaks } from './service.ts';

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
  record(name, expectLeaks(await askService({ folder, command: `node ${flags} ${TRACKED} app.ts` })));
});
