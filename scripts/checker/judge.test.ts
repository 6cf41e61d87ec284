import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { startJudge } from './judge.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const lab = '02-leaky-query';
const request = { lab, labFolder: join(ROOT, 'labs', lab), folder: join(ROOT, 'solutions', lab) };
const processes = (): number => process.getActiveResourcesInfo().filter((name) => name === 'ProcessWrap').length;

test('a judge that is closed while a check is dropped leaves no process behind', async () => {
  const before = processes();
  const judge = startJudge();
  expect(processes()).toBe(before + 1);
  const dropped = new AbortController();
  const checking = judge.judge(request, { signal: dropped.signal });
  dropped.abort(new Error('quit'));
  await judge.close();
  await expect(checking).rejects.toThrow('quit');
  await vi.waitFor(() => expect(processes()).toBe(before));
});
