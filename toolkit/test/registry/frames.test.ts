/** The call path: who is whose caller, and what is reused. */
import { taskCount, tasks } from 'taskscope';
import { afterEach, expect, test } from 'vitest';
import type { Token } from '../../src/registry/record.ts';
import { registry } from '../../src/registry/registry.ts';
import { chain, finish, place, suspended } from './simulated.ts';

afterEach(() => expect(taskCount()).toBe(0));

test('a frame that its caller awaits is no task of its own, until the caller goes on without it', () => {
  const [outer, inner] = chain(place('outer'), place('inner'));
  expect(taskCount()).toBe(1);
  if (outer === undefined || inner === undefined) return;
  registry.resume(undefined, outer);
  expect(taskCount()).toBe(2);
  registry.exit(outer);
  finish(inner);
});

test('a call among the arguments is not the call that is awaited', () => {
  const { site, at } = place('outer');
  const outer = registry.enter(site);
  registry.callingWith(undefined, outer, at);
  const argument = suspended(place('argument'));
  registry.beforeWith(undefined, outer, at);
  registry.suspendCall(null, outer, at);
  expect(taskCount()).toBe(2);
  finish(outer, argument);
});

test('a call that a frame returns takes the place of the frame', () => {
  const caller = registry.enter(place('caller').site);
  const { at } = place('caller');
  registry.before(caller, at);
  const returned = (): { tail: Token; promise: Promise<void> } => {
    const frame = registry.enter(place('frame').site);
    const promise = Promise.resolve();
    registry.before(frame, place('frame').at);
    const tail = suspended(place('tail'), promise);
    registry.returningCall(promise, frame, place('frame').at);
    registry.exit(frame);
    return { tail, promise };
  };
  const { tail, promise } = returned();
  registry.suspendCall(promise, caller, at);
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
  registry.returning(promise, frame, place('returns').at);
  registry.exit(frame);
  expect(taskCount()).toBe(1);
  resolve();
  await promise;
  await null;
});

test('a frame that goes on behind a returned promise is freed once', async () => {
  // try { return promise } finally { await x }: the promise settles first.
  const before = registry.usage();
  const { site, at } = place('returns');
  const frame = registry.enter(site);
  registry.returning(Promise.resolve(), frame, at);
  const kept = registry.unreturned(frame);
  registry.suspend(null, frame, at);
  await null;
  await null;
  registry.resume(undefined, frame);
  registry.returned(frame, kept);
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
