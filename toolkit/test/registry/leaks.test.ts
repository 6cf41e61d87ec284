/** The proof of leaks: what the collection of a token means, how leaks are counted, and that they cost little. */
import { collect, leakedCount, profile, taskCount } from 'taskscope';
import { expect, test } from 'vitest';
import { registry } from '../../src/registry/registry.ts';
import { chain, finish, place, suspended } from './simulated.ts';

const groupsOf = (name: string) => profile().groups.filter((group) => group.name === name);

/** In a function of its own, so that no variable of the test holds what is dropped. */
function drop(make: () => unknown): void {
  make();
}

test('a frame that is collected while it waits is a proven leak, and stays in the count', async () => {
  const [count, leaked] = [taskCount(), leakedCount()];
  const lost = place('lost', 10);
  drop(() => suspended(lost));
  expect(taskCount()).toBe(count + 1);
  await collect();
  expect([taskCount(), leakedCount()]).toEqual([count + 1, leaked + 1]);
  expect(groupsOf('lost')).toMatchObject([
    { count: 1, leaked: true, wait: 'await', ms: 0, frames: [{ name: 'lost', line: 11 }] },
  ]);
});

test('a chain of frames is one task, shown whole', async () => {
  const [count, leaked] = [taskCount(), leakedCount()];
  const [outer, middle, inner] = [place('outer', 1), place('middle', 11), place('inner', 21)];
  drop(() => chain(outer, middle, inner));
  drop(() => chain(outer, middle, inner));
  expect(taskCount()).toBe(count + 2);
  await collect();
  expect([taskCount(), leakedCount()]).toEqual([count + 2, leaked + 2]);
  const [group] = groupsOf('outer');
  expect(group?.count).toBe(2);
  expect(group?.frames.map(({ name, line }) => [name, line])).toEqual([
    ['inner', 22],
    ['middle', 12],
    ['outer', 2],
  ]);
});

test('a frame that was collected while it ran is no leak: a stack overflow ends functions without their exit', async () => {
  const [count, leaked] = [taskCount(), leakedCount()];
  const died = place('died');
  drop(() => registry.enter(died.site));
  await collect();
  expect([taskCount(), leakedCount()]).toEqual([count, leaked]);
  expect(groupsOf('died')).toEqual([]);
});

test('a generator that was collected at a `yield` is no leak: it was abandoned', async () => {
  const [count, leaked] = [taskCount(), leakedCount()];
  const parked = place('parked');
  drop(() => registry.park(1, registry.enter(parked.site), parked.at));
  expect(taskCount()).toBe(count);
  await collect();
  expect([taskCount(), leakedCount()]).toEqual([count, leaked]);
});

test('a frame that is held is not blamed, and ends as ever', async () => {
  const [count, leaked] = [taskCount(), leakedCount()];
  const tokens = chain(place('waits'), place('held'));
  await collect();
  expect([taskCount(), leakedCount()]).toEqual([count + 1, leaked]);
  finish(...tokens);
  expect(taskCount()).toBe(count);
});

test('a lost frame whose caller lives is a leak of its own: a proof speaks of what was collected, and of nothing else', async () => {
  const [count, leaked] = [taskCount(), leakedCount()];
  const caller = (() => chain(place('caller'), place('callee', 30))[0])();
  await collect();
  expect(leakedCount()).toBe(leaked + 1);
  expect(groupsOf('callee')).toMatchObject([{ count: 1, leaked: true, frames: [{ name: 'callee', line: 31 }] }]);
  expect(groupsOf('caller')).toMatchObject([{ leaked: false, frames: [{ name: 'caller' }] }]);
  if (caller !== undefined) finish(caller);
  expect([taskCount(), leakedCount()]).toEqual([count + 1, leaked + 1]);
});

test('a frame that lives leaves the stack of its lost caller, and is told as the live task that it is', async () => {
  const [count, leaked] = [taskCount(), leakedCount()];
  const callee = (() => chain(place('gone'), place('stays', 40))[1])();
  await collect();
  expect(groupsOf('gone')).toMatchObject([{ count: 1, leaked: true, frames: [{ name: 'gone' }] }]);
  expect(groupsOf('stays')).toMatchObject([{ count: 1, leaked: false, frames: [{ name: 'stays', line: 41 }] }]);
  if (callee !== undefined) finish(callee);
  expect([taskCount(), leakedCount()]).toEqual([count + 1, leaked + 1]);
});

test('leaks are grouped by stack, wait, labels and name', async () => {
  const site = place('grouped');
  const start = (labels: number): void => {
    const record = registry.currentRecord();
    registry.setLabels(record, labels);
    suspended(site);
    registry.setLabels(record, 0);
  };
  const [a, b] = [registry.extendLabels(0, { queue: 'a' }), registry.extendLabels(0, { queue: 'b' })];
  drop(() => [a, a, b, 0].map(start));
  drop(() => {
    const promise = new Promise(() => {});
    registry.noteWait(promise, registry.waitNumber('chan send'));
    suspended(site, promise);
  });
  await collect();
  const told = groupsOf('grouped').map(({ count, wait, labels }) => [count, wait, labels]);
  expect(told[0]).toEqual([2, 'await', { queue: 'a' }]);
  expect(new Set(told.slice(1))).toEqual(
    new Set([
      [1, 'await', { queue: 'b' }],
      [1, 'await', {}],
      [1, 'chan send', {}],
    ]),
  );
});

test('a group keeps a few ids, and the number of groups is bounded: the rest is one group', async () => {
  const [count, leaked] = [taskCount(), leakedCount()];
  const site = place('many');
  for (let index = 0; index < 1100; index++) drop(() => suspended({ site: site.site, at: place(`many ${index}`).at }));
  for (let index = 0; index < 100; index++) drop(() => suspended(site));
  await collect();
  expect([taskCount(), leakedCount()]).toEqual([count + 1200, leaked + 1200]);
  const groups = [...registry.leakGroups()];
  expect(groups).toHaveLength(1001);
  expect(groups.reduce((sum, group) => sum + group.count, 0)).toBe(leaked + 1200);
  expect(Math.max(...groups.map(({ exemplars }) => exemplars.length))).toBe(8);
  // Its record needs an address, as any: that of no place.
  expect(groupsOf('other')).toMatchObject([{ leaked: true, frames: [{ file: '(unknown)' }], labels: {} }]);
  expect(profile().total).toBe(taskCount());
});

test('the records of leaks are given back', async () => {
  const site = place('given back');
  for (let index = 0; index < 5000; index++) drop(() => suspended(site));
  await collect();
  const { records, frames } = registry.usage();
  expect(records).toBeLessThan(3000);
  expect(frames).toBe(0);
});
