import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Progress } from './progress.ts';
import { writeWhole } from './write-file.ts';

let root: string;
let file: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'leaklab-'));
  file = join(root, '.leaklab', 'progress.json');
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

test('what one terminal writes does not undo what another one wrote', () => {
  const [one, other] = [new Progress(root), new Progress(root)];
  one.update('01-counting', { passed: true });
  other.update('02-leaky-query', { hints: 1 });
  one.open('02-leaky-query');
  const read = new Progress(root);
  expect(read.of('01-counting').passed).toBe(true);
  expect(read.of('02-leaky-query').hints).toBe(1);
  expect(read.current).toBe('02-leaky-query');
});

describe('a file that can not be used is set aside whole, said once, and all goes on', () => {
  test.for([
    ['half a file', '{ "version": 1, "labs"'],
    ['an empty file', ''],
    ['another shape', '[]'],
    ['a later version', '{"version":2,"current":null,"labs":{}}'],
    ['a wrong value', '{"version":1,"current":null,"labs":{"01-counting":{"passed":"yes","hints":1}}}'],
  ] as const)('%s', ([, broken]) => {
    writeWhole(file, broken);
    const progress = new Progress(root);
    expect(progress.takeNotices()).toEqual([expect.stringContaining('set aside')]);
    expect(progress.takeNotices()).toEqual([]);
    const [aside = ''] = readdirSync(join(root, '.leaklab'));
    expect(readFileSync(join(root, '.leaklab', aside), 'utf8')).toBe(broken);
    progress.update('01-counting', { passed: true });
    expect(new Progress(root).of('01-counting').passed).toBe(true);
  });
});
