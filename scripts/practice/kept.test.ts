import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { KeptRun } from './kept.ts';
import { climbing, healthy } from './test-recordings.ts';

const LAB = '02-leaky-query';
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'leaklab-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const kept = (): KeptRun => new KeptRun(root, LAB);

test('a run that left tasks behind is kept, and shown beside the run of other code', () => {
  kept().offer('starter', climbing(1000));
  expect(kept().before('fixed')).toEqual(climbing(1000));
  expect(kept().before('starter'), 'the same code is no comparison').toBeNull();
});

test('a run that left nothing is no run from before the fix', () => {
  kept().offer('fixed', healthy());
  expect(kept().before('other')).toBeNull();
});

test('half a fix does not take the place of the starter; the starter again does', () => {
  kept().offer('starter', climbing(1000));
  kept().offer('half a fix', climbing(500));
  expect(kept().before('fixed')?.after).toBe(1001);
  kept().offer('starter', climbing(900));
  expect(kept().before('fixed')?.after).toBe(901);
});

test('where it can not be written, that is said, and nothing else is in the way', () => {
  writeFileSync(join(root, '.leaklab'), 'a file where the folder should be');
  expect(kept().offer('starter', climbing(1000))).toContain('is not kept');
});

test('a broken file is set aside and said so, and the next run is kept', () => {
  kept().offer('starter', climbing(1000));
  const [name = ''] = readdirSync(join(root, '.leaklab', 'runs'));
  const file = join(root, '.leaklab', 'runs', name);
  for (const text of ['{ "version": 1, "dig', '{ "version": 2 }', '']) {
    writeFileSync(file, text);
    const broken = kept();
    expect(broken.notice).toContain('was set aside');
    expect(broken.before('fixed')).toBeNull();
    expect(existsSync(file)).toBe(false);
  }
  const asides = readdirSync(join(root, '.leaklab', 'runs')).filter((each) => each.includes('.broken-'));
  expect(asides.length).toBeGreaterThan(0);
  kept().offer('starter', climbing(1000));
  expect(JSON.parse(readFileSync(file, 'utf8')).digest).toBe('starter');
});
