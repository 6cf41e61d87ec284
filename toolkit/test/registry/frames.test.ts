/** The call path: who is whose caller, and what is reused. */
import { taskCount, tasks } from 'taskscope';
import { afterEach, expect, test } from 'vitest';
import { registry } from '../../src/registry/registry.ts';
import { chain, finish, place, suspended } from './simulated.ts';

afterEach(() => expect(taskCount()).toBe(0));

test('a frame that its caller awaits is no task of its own, until the caller goes on without it', () => {
  const [outer, inner] = chain(place('outer'), place('inner'));
  expect(taskCount()).toBe(1);
  if (outer === undefined || inner === undefined) return;
  registry.resume(outer, undefined);
  expect(taskCount()).toBe(2);
  registry.exit(outer);
  finish(inner);
});

test('a call among the arguments is not the call that is awaited', () => {
  const outer = registry.enter(place('outer').site);
  registry.before();
  const argument = suspended(place('argument'));
  registry.afterArgument(undefined);
  registry.suspendCall(outer, place('outer').at, null);
  expect(taskCount()).toBe(2);
  finish(outer, argument);
});

test('a call that a frame returns takes the place of the frame', () => {
  const caller = registry.enter(place('caller').site);
  const frame = registry.enter(place('frame').site);
  const promise = Promise.resolve();
  const tail = suspended(place('tail'), promise);
  registry.returning(frame, place('frame').at, promise);
  registry.exit(frame);
  registry.suspendCall(caller, place('caller').at, promise);
  expect(tasks().map(({ frames }) => frames.map(({ name }) => name))).toEqual([['tail', 'caller']]);
  finish(caller, tail);
});

test('what the event loop calls has no parent', () => {
  const waits = suspended(place('waits'));
  const timer = suspended(place('timer'));
  expect(tasks().map(({ createdBy }) => createdBy)).toEqual([null, null]);
  finish(waits, timer);
});

test('a rejected await that nobody catches hands over to nobody: what comes next is not its child', () => {
  const frame = suspended(place('rejected'));
  // The engine goes straight to the `finally` of the frame.
  registry.exit(frame);
  const next = suspended(place('next'));
  expect(tasks()[0]?.createdBy).toBeNull();
  finish(next);
});

test('a frame that returns a pending promise is alive until that settles', async () => {
  const frame = registry.enter(place('returns').site);
  const { promise, resolve } = Promise.withResolvers<void>();
  registry.returning(frame, place('returns').at, promise);
  registry.exit(frame);
  expect(taskCount()).toBe(1);
  resolve();
  await promise;
  await null;
});

test('a frame that goes on behind a returned promise is freed once', async () => {
  // try { return promise } finally { await x }: the promise settles first.
  const before = registry.usage();
  const frame = registry.enter(place('returns').site);
  registry.returning(frame, place('returns').at, Promise.resolve());
  registry.restore(frame);
  registry.suspend(frame, place('returns').at, null);
  await null;
  await null;
  registry.resume(frame, undefined);
  registry.exit(frame);
  await null;
  expect(registry.usage().frames).toBe(0);
  expect(registry.usage().pooled).toBeLessThanOrEqual(before.pooled + 1);
});

test('tokens are reused: as many records as frames at once', () => {
  finish(suspended(place('warm')));
  const { records } = registry.usage();
  for (let count = 0; count < 1000; count++) finish(suspended(place('again')));
  expect(registry.usage().records).toBe(records);
});

test('ids start again long before they would stop being small integers', () => {
  registry.startIds(2 ** 30 - 2);
  const tokens = [suspended(place('a')), suspended(place('b')), suspended(place('c'))];
  expect(
    tasks()
      .map(({ id }) => id)
      .sort((a, b) => a - b),
  ).toEqual([1, 2, 2 ** 30 - 1]);
  finish(...tokens);
});
