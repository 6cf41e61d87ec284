import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Report } from '../../classroom/protocol/learner.ts';
import { Outbox } from './outbox.ts';

let folder: string;
let outbox: Outbox;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leaklab-outbox-'));
  outbox = new Outbox(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const report = (minutes: number): Report => ({
  kind: 'lab',
  id: randomUUID(),
  ageMs: 0,
  lab: '01-first',
  state: 'working',
  fact: null,
  hints: 0,
  minutes,
});
const minutesOf = (count: number, now = 0): number[] =>
  outbox.first(count, now).map(({ report: each }) => (each.kind === 'lab' ? each.minutes : -1));

test('the order is that of happening, also where the clock was set back', () => {
  for (const [minutes, at] of [
    [1, 9e12],
    [2, 1],
    [3, 5e12],
  ] as const)
    outbox.put(report(minutes), at);
  expect(minutesOf(10)).toEqual([1, 2, 3]);
});

test('an age is never less than nothing, whatever the clock has done', () => {
  outbox.put(report(1), 5000);
  expect(outbox.first(1, 7000)[0]?.report.ageMs).toBe(2000);
  expect(outbox.first(1, 1000)[0]?.report.ageMs).toBe(0);
});

test('what is confirmed is gone, and the rest keeps its place', () => {
  for (const minutes of [1, 2, 3]) outbox.put(report(minutes), 0);
  outbox.confirmed(outbox.first(2, 0));
  outbox.put(report(4), 0);
  expect(minutesOf(10)).toEqual([3, 4]);
});

test('of too many the oldest are given up', () => {
  for (let minutes = 1; minutes <= 510; minutes++) outbox.put(report(minutes), 0);
  const kept = minutesOf(1000);
  expect([kept.length, kept[0], kept.at(-1)]).toEqual([500, 11, 510]);
});

test('a file that can’t be read stops nothing', () => {
  outbox.put(report(1), 0);
  writeFileSync(join(folder, 'outbox', '00000000-broken.json'), '{ half');
  expect(minutesOf(10)).toEqual([1]);
  expect(readdirSync(join(folder, 'outbox'))).toHaveLength(1);
});
