/** A dump of very many tasks: nothing is cut, little is held, and the program goes on meanwhile. On every supported Node. */
import { execFile } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isShort } from '../../../scripts/test/short.ts';
import { NODES } from '../nodes.ts';
import { installPacked } from '../packed.ts';

/** A million takes a gigabyte, and as long as all the rest of a test file: in CI, on the pinned Node. */
function countOn(node: string | null): number {
  if (isShort) return 50_000;
  return node === process.execPath ? 1_000_000 : 100_000;
}

let folder = '';
let remove = (): void => {};
beforeAll(() => {
  ({ folder, remove } = installPacked());
  cpSync(join(import.meta.dirname, 'programs'), join(folder, 'programs'), { recursive: true });
});
afterAll(() => remove());

interface Dumped {
  head: string;
  first: string;
  count: number;
  blocks: number;
  bytes: number;
  pieces: number;
  turns: number;
  megabytes: number;
}

describe.each(NODES)('on Node $major', ({ path }) => {
  test.skipIf(path === null)('many tasks are grouped in two, and each is printed', { timeout: 300_000 }, async () => {
    const count = countOn(path);
    const words = ['--expose-gc', '--import=taskscope/register', 'programs/many.mjs', String(count)];
    const { stdout } = await promisify(execFile)(path ?? '', words, { cwd: folder });
    const dumped: Dumped = JSON.parse(stdout);
    expect(dumped.head).toBe(`task profile: total ${count}`);
    expect(dumped.first).toMatch(new RegExp(`^${count / 2} @ 0x`));
    expect(dumped.count).toBe(count);
    expect(dumped.blocks).toBe(count);
    // The text is far larger than what is held of it.
    expect(dumped.bytes).toBeGreaterThan(count * 80);
    expect(dumped.megabytes).toBeLessThan(4);
    expect(dumped.turns).toBeGreaterThan(10);
  });
});
