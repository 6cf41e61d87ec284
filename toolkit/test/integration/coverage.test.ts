/** Coverage is what it is without us: as V8 writes it for c8 and others, and as node:test tells it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NODES } from '../nodes.ts';
import { installPacked, type Project } from '../packed.ts';

/** Some of it runs, some does not, and some waits for ever. */
const CODE = `
const wait = (value) => new Promise((resolve) => setTimeout(resolve, 1, value));
async function tries(n) {
  try {
    if (n > 3) throw new Error('large');
    await wait(n);
    return n;
  } catch {
    await null;
    if (n > 10) return 1;
  } finally {
    await null;
  }
  return 2;
}
async function* yields(n) {
  yield 1;
  if (n) yield await wait(2);
  else yield* [3];
}
async function loops(n) {
  for (let i = 0; i < n; i++) {
    if (i === 2) continue;
    if (i === 4) break;
    await null;
  }
  for await (const value of yields(n)) if (value > 1) return value;
}
const arrow = async (x) => (x ? await wait(x) : await null);
const tail = async (x) => x && tail(0);
class Shop {
  async sell(x) { return x ?? (await wait(x)); }
  async never() { await null; }
}
async function waits() { await new Promise(() => {}); return 1; }
void waits();
(async () => {
  for (const n of [1, 5, 11]) await tries(n);
  await loops(6);
  await arrow(1);
  await tail(1);
  await new Shop().sell(1);
  process.on('exit', () => { 'at the end' && tries; });
})();
`;

interface Coverage {
  result: { url: string; functions: unknown }[];
  'source-map-cache'?: object;
}

let project: Project;
beforeAll(() => {
  project = installPacked();
  project.write({
    'es.mjs': CODE,
    'common.cjs': CODE,
    'shop.mjs': `${CODE}\nexport { Shop, tries };`,
    'shop.test.mjs': `
import test from 'node:test';
import { Shop, tries } from './shop.mjs';
test('sells', async () => { await new Shop().sell(2); await tries(2); });`,
  });
});
afterAll(() => project.remove());

describe.each(NODES)('on Node $major', ({ major, path }) => {
  const node = path ?? '';

  /** The functions of a file with their ranges and counts, as V8 has written them. */
  async function written(file: string, flags: readonly string[]): Promise<unknown> {
    const folder = `coverage/${major}-${file}-${flags.length}`;
    const { status, errors } = await project.run(node, [...flags, file], {
      NODE_V8_COVERAGE: join(project.folder, folder),
    });
    expect({ status, errors }).toEqual({ status: 0, errors: '' });
    const told = readdirSync(join(project.folder, folder)).map(
      (name): Coverage => JSON.parse(readFileSync(join(project.folder, folder, name), 'utf8')),
    );
    return {
      functions: told.flatMap(({ result }) =>
        result.filter(({ url }) => url.endsWith(`/${file}`)).map(({ functions }) => functions),
      ),
      maps: told
        .flatMap((each) => Object.keys(each['source-map-cache'] ?? {}))
        .filter((url) => url.endsWith(`/${file}`)),
    };
  }

  describe.skipIf(path === null)('coverage', () => {
    test.each(['es.mjs', 'common.cjs'])('of %s is written as V8 counts the bare text', async (file) => {
      const bare = await written(file, []);
      expect(JSON.stringify(bare)).toContain('"count":0');
      expect(await written(file, ['--import=taskscope/register'])).toEqual(bare);
    });

    test('is told by node:test as of the bare text', async () => {
      const told = async (...flags: string[]): Promise<string[]> => {
        const words = ['--test', '--experimental-test-coverage', '--test-reporter=tap', ...flags, 'shop.test.mjs'];
        const { output, errors } = await project.run(node, words);
        expect(errors).toBe('');
        return output.split('\n').filter((line) => line.startsWith('# shop.mjs'));
      };
      const bare = await told();
      expect(bare).toHaveLength(1);
      expect(bare[0]).not.toContain('100.00');
      expect(await told('--import=taskscope/register')).toEqual(bare);
    });
  });
});
