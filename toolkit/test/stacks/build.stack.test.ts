/** Sources that somebody else compiles: bundlers that minify, and hooks that compile while the program runs. */
import { beforeAll, describe, expect, test } from 'vitest';
import { nodeOf } from '../nodes.ts';
import { expectDoctor, HAS_REGISTER } from './doctor.ts';
import { copyProgram, install } from './install.ts';
import { record } from './results.ts';
import { askService, expectLeaks } from './service.ts';
import { run } from './shell.ts';

beforeAll(() => {
  install('build');
});

const TRACKED = '--import taskscope/register --import taskscope/agent/start';

async function bundled(
  name: 'esbuild' | 'webpack-terser' | 'rollup-terser',
  build: string,
  output: string,
): Promise<void> {
  const folder = copyProgram(`build/${name}`);
  const { status, output: printed } = await run(build, { folder });
  expect(status, printed).toBe(0);
  const command = `node ${TRACKED} ${output}`;
  record(name, expectLeaks(await askService({ folder, command })));
  await expectDoctor(folder, name, { start: command }, [HAS_REGISTER]);
}

describe('a minified bundle has the lines of its sources', () => {
  const words = '--bundle --minify --platform=node --sourcemap --outfile=dist/app.cjs';
  test('esbuild', () => bundled('esbuild', `esbuild src/app.ts ${words}`, 'dist/app.cjs'));
  test('webpack', () => bundled('webpack-terser', 'webpack', 'dist/app.cjs'));
  test('Rollup', () => bundled('rollup-terser', 'rollup --config', 'dist/app.js'));
});

describe.each([22, 26])('a hook that compiles, on Node %i', (major) => {
  const node = nodeOf(major);

  test.skipIf(node === null).each([
    ['ts-node', 'node --require taskscope/register --require taskscope/agent/start --require ts-node/register app.ts'],
    ['babel-register', `node ${TRACKED} main.cjs`],
  ] as const)('%s', async (name, command) => {
    const folder = copyProgram(`build/${name}`);
    record(name, expectLeaks(await askService({ folder, command, node: node ?? '' })));
    if (major === 26) await expectDoctor(folder, name, { start: command }, [HAS_REGISTER]);
  });
});

test('worker', async () => {
  const folder = copyProgram('build/worker');
  const command = `node ${TRACKED} app.ts`;
  record('worker', expectLeaks(await askService({ folder, command })));
  await expectDoctor(folder, 'worker', { start: command }, [HAS_REGISTER]);
});
