/**
 * Twelve ways to leak a task, on every supported Node: a leak test sees each, after the test at least those that nothing else
 * holds with a proof, and passes the healthy form. What it observes is the page in the documents.
 */
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../leaktest/project.ts';
import { NODES, onEveryNode } from '../nodes.ts';
import { installPacked } from '../packed.ts';
import { LIMITS, PATTERNS, page } from './page.ts';
import type { PatternVerdicts } from './programs/run.ts';

const PAGE = join(import.meta.dirname, '..', '..', '..', 'docs', 'en', 'toolkit', 'patterns.md');
const installed = NODES.filter(({ path }) => path !== null);
const observed = new Map<number, { [name: string]: PatternVerdicts }>();

let folder = '';
let remove = (): void => {};
beforeAll(() => {
  ({ folder, remove } = installPacked());
  cpSync(join(import.meta.dirname, 'programs'), join(folder, 'programs'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
});
afterAll(() => remove());

test.each(installed)('patterns on Node $major', async ({ major, path }) => {
  const names = [...PATTERNS, ...LIMITS].map(({ name }) => name);
  const words = ['--disable-warning=ExperimentalWarning', '--import=taskscope/register', 'programs/run.ts', ...names];
  const { status, output } = await run(path ?? '', words, folder);
  expect(status, output).toBe(0);
  const verdicts: { [name: string]: PatternVerdicts } = JSON.parse(output);
  observed.set(major, verdicts);
  for (const name of names) expect(verdicts[name]?.healthy, name).toBe('clean');
  for (const { name } of PATTERNS) {
    expect(verdicts[name]?.after, name).toBe(name === 'forgotten-cancel' ? 'only suspected' : 'proven');
    expect(verdicts[name]?.inside, name).not.toBe('clean');
  }
});

// Only where all versions were there to be observed.
test.skipIf(!onEveryNode)('the page says what was observed', async () => {
  await expect(page(observed)).toMatchFileSnapshot(PAGE);
});
