/** Places as they are read from a folder: below it short, elsewhere whole, and never another file than it is. */
import { join, sep } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dumpFrom } from '../../src/cli/render/dump-from.ts';
import { groupsFrom, pathFrom } from '../../src/profile/path-from.ts';
import { formatHolder } from '../../src/snapshot/index.ts';
import { group, place } from './groups.ts';

test.for([
  ['/app', '/app/src/a.ts', 'src/a.ts'],
  ['/app', '/app/..config/a.ts', '..config/a.ts'],
  ['/app', '/application/a.ts', '/application/a.ts'],
  ['/app/src', '/app/a.ts', '/app/a.ts'],
  ['/', '/etc/a.ts', '/etc/a.ts'],
  ['/app', 'file:///app/a.ts', 'file:///app/a.ts'],
  ['/app', 'node:events', 'node:events'],
] as const)('from %s, %s is %s', ([folder, path, read]) => {
  expect(pathFrom(folder, path)).toBe(read);
});

test('in a group, every place is; the group that was given stays as it was', () => {
  const inner = place('send', '/app/a.ts', 3);
  const given = group({ frames: [inner, place('lib', '/lib/b.ts', 4)], createdBy: inner, creatorCalledBy: inner });
  const [read] = groupsFrom('/app', [given]);
  expect(read?.frames.map(({ file }) => file)).toEqual(['a.ts', '/lib/b.ts']);
  expect([read?.createdBy?.file, read?.creatorCalledBy?.file]).toEqual(['a.ts', 'a.ts']);
  expect(given.frames[0]?.file).toBe('/app/a.ts');
});

test('in the way that holds something, at the start of a word and in parentheses, which a path may have, too', () => {
  const path = ['(Global handles)', '/app/a.ts', 'closure (/app/(shop)/page.ts:3)', 'of /app/no'];
  expect(formatHolder({ count: 1, path }, 1, { width: undefined, folder: '/app' })).toEqual([
    '    held by (Global handles) → a.ts → closure ((shop)/page.ts:3) → of /app/no',
  ]);
});

test('in a dump, its places alone are, wherever its pieces are cut', async () => {
  const folder = join(sep, 'app 课');
  const places = [join(folder, 'a.ts:1:2'), join(sep, 'lib', 'b.ts:3:4'), 'node:events:1:2'];
  const block = fc.record({
    head: fc.constantFrom('task 7 "x" [await]', `task 8 [await, labels:{"path":"${folder}${sep}a.ts"}]`),
    at: fc.array(fc.constantFrom(...places)),
  });
  const text = (blocks: { head: string; at: string[] }[], read = (path: string): string => path): string =>
    blocks.map(({ head, at }) => `${head}:\n${at.map((path) => `f\n\t${read(path)}\n`).join('')}\n`).join('');
  await fc.assert(
    fc.asyncProperty(fc.array(block), fc.array(fc.nat()), async (blocks, cuts) => {
      const whole = text(blocks);
      const ends = [...cuts.map((cut) => cut % (whole.length + 1)), whole.length].sort((a, b) => a - b);
      async function* pieces(): AsyncGenerator<string, void, undefined> {
        for (const [index, end] of ends.entries()) yield whole.slice(ends[index - 1] ?? 0, end);
      }
      let read = '';
      for await (const piece of dumpFrom(folder, pieces())) read += piece;
      expect(read).toBe(text(blocks, (path) => path.replace(folder + sep, '')));
    }),
  );
});
