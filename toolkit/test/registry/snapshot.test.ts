/** What is read from the registry at any time. */
import { profile, taskCount, tasks } from 'taskscope';
import { afterEach, expect, test } from 'vitest';
import type { Token } from '../../src/registry/record.ts';
import { registry } from '../../src/registry/registry.ts';
import { chain, finish, place, suspended } from './simulated.ts';

const open: Token[][] = [];
const keep = (...tokens: Token[]): Token[] => {
  open.push(tokens);
  return tokens;
};
afterEach(() => {
  for (const tokens of open.splice(0)) finish(...tokens);
  expect(taskCount()).toBe(0);
});

test('tasks are told oldest first, each with its stack, innermost first', () => {
  keep(...chain(place('outer', 10), place('inner', 20)));
  keep(suspended(place('second', 30)));
  const [first, second] = tasks();
  expect(first?.name).toBe('outer');
  expect(first?.frames.map(({ name, file, line, column }) => [name, file, line, column])).toEqual([
    ['inner', '/app.ts', 21, 3],
    ['outer', '/app.ts', 11, 3],
  ]);
  expect(second?.name).toBe('second');
  expect(Number(first?.id)).toBeLessThan(Number(second?.id));
});

test('a task that runs is shown at its function, and waits for nothing', () => {
  const token = registry.enter(place('runs', 40).site);
  expect(tasks()).toMatchObject([{ name: 'runs', wait: 'running', ms: 0, frames: [{ line: 40 }] }]);
  registry.exit(token);
});

test('a task says what it waits for, and who started it', () => {
  const { site, at } = place('parent', 50);
  const parent = registry.enter(site);
  registry.callingWith(null, parent, at);
  const promise = Promise.resolve();
  registry.noteWait(promise, registry.waitNumber('chan receive'));
  const child = suspended(place('child', 60), promise);
  registry.exit(parent);
  keep(child);
  expect(tasks()).toMatchObject([{ name: 'child', wait: 'chan receive', createdBy: { name: 'parent', line: 51 } }]);
  expect(tasks()[0]?.ms).toBeGreaterThanOrEqual(0);
});

test('a wait reason is for the promise that it was noted for, and no other', () => {
  registry.noteWait(Promise.resolve(), registry.waitNumber('select'));
  keep(suspended(place('other'), Promise.resolve()));
  expect(tasks()[0]?.wait).toBe('await');
});

test('a generator that is parked at a `yield` is no task', () => {
  const { site, at } = place('generator');
  const token = registry.enter(site);
  registry.park(1, token, at);
  expect(tasks()).toEqual([]);
  registry.unparked(undefined, token);
  expect(tasks()).toHaveLength(1);
  registry.exit(token);
});

test('a profile groups what is alike, the largest group first; its total is the task count', () => {
  const [outer, inner, other] = [place('outer'), place('inner'), place('other')];
  keep(suspended(other));
  for (let index = 0; index < 3; index++) keep(...chain(outer, inner));
  keep(suspended(outer));
  const { total, groups } = profile();
  expect(total).toBe(taskCount());
  expect(groups.map(({ count, name, frames }) => [count, name, frames.length])).toEqual([
    [3, 'outer', 2],
    [1, 'other', 1],
    [1, 'outer', 1],
  ]);
});

test('a profile tells apart what differs only in labels', () => {
  const site = place('labelled');
  const record = registry.currentRecord();
  for (const queue of ['a', 'b', 'a']) {
    registry.setLabels(record, registry.extendLabels(0, { queue }));
    keep(suspended(site));
  }
  registry.setLabels(record, 0);
  expect(profile().groups.map(({ count, labels }) => [count, labels])).toEqual([
    [2, { queue: 'a' }],
    [1, { queue: 'b' }],
  ]);
});

test('a runaway recursion is shown cut, and counted as one task', () => {
  const step = place('step');
  keep(...chain(step, ...Array.from({ length: 400 }, () => step)));
  expect(taskCount()).toBe(1);
  expect(tasks()[0]?.frames).toHaveLength(256);
  expect(profile().groups[0]?.frames).toHaveLength(256);
});

test('addresses are odd, and different for different places', () => {
  keep(...chain(place('outer'), place('inner')));
  const addresses = tasks()[0]?.frames.map(({ address }) => Number(address)) ?? [];
  expect(new Set(addresses).size).toBe(2);
  expect(addresses.filter((address) => address % 2 === 0)).toEqual([]);
});
