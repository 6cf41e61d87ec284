/** The checker counts what Node does not tell of, and no more than there is. */
import { EventEmitter, setMaxListeners } from 'node:events';
import { setTimeout as importedTimeout } from 'node:timers';
import { Channel, collect, Mutex } from 'taskscope';
import { expect, test } from 'vitest';
import { resources, watchResources } from '../probe/left-behind.ts';
import { EMITTER_LISTENER, PROCESS_LISTENER, SIGNAL_LISTENER, UNREF_TIMER, WAIT } from '../resources.ts';

watchResources();
const count = (kind: string): number => resources()[kind] ?? 0;

test('a timer counts from its `unref` until it is cleared or has fired, whichever way it was come by', async () => {
  const own = setInterval(() => {}, 60_000);
  expect(count(UNREF_TIMER), 'it keeps the process alive: Node tells of it').toBe(0);
  own.unref();
  const other = importedTimeout(() => {}, 60_000).unref();
  expect(count(UNREF_TIMER)).toBe(2);
  clearInterval(own);
  other[Symbol.dispose]();
  expect(count(UNREF_TIMER)).toBe(0);
  await new Promise<void>((resolve) => {
    setTimeout(resolve, 1).unref();
    expect(count(UNREF_TIMER)).toBe(1);
    importedTimeout(() => {}, 20);
  });
  expect(count(UNREF_TIMER)).toBe(0);
});

test('listeners on `process` and on signals that live on count until they are taken back', async () => {
  const before = [count(PROCESS_LISTENER), count(SIGNAL_LISTENER)];
  const stop = new AbortController();
  const listener = (): void => {};
  process.on('SIGUSR2', listener);
  for (let each = 0; each < 3; each++) stop.signal.addEventListener('abort', () => {});
  stop.signal.addEventListener('abort', listener);
  expect([count(PROCESS_LISTENER), count(SIGNAL_LISTENER)]).toEqual([1 + (before[0] ?? 0), 4 + (before[1] ?? 0)]);
  process.off('SIGUSR2', listener);
  stop.signal.removeEventListener('abort', listener);
  expect([count(PROCESS_LISTENER), count(SIGNAL_LISTENER)]).toEqual([before[0], 3 + (before[1] ?? 0)]);
  stop.abort();
  expect(count(SIGNAL_LISTENER)).toBe(before[1]);
});

test('listeners on an emitter or a target with many count until they are taken back; those of one with few never', () => {
  const before = count(EMITTER_LISTENER);
  const listener = (): void => {};
  const [hub, quiet, target] = [new EventEmitter().setMaxListeners(0), new EventEmitter(), new EventTarget()];
  for (let each = 0; each < 8; each++) quiet.on('update', listener);
  expect(count(EMITTER_LISTENER)).toBe(before);
  for (let each = 0; each < 10; each++)
    hub.on('update', listener).once('end', listener).prependListener('begin', listener);
  expect(count(EMITTER_LISTENER)).toBe(before + 30);
  setMaxListeners(0, target);
  for (let each = 0; each < 20; each++) target.addEventListener('update', () => {});
  target.addEventListener('update', listener);
  expect(count(EMITTER_LISTENER)).toBe(before + 51);
  target.removeEventListener('update', listener);
  hub.removeAllListeners();
  expect(count(EMITTER_LISTENER)).toBe(before + 20);
});

test('waits count while something holds what they wait for; what nothing holds is collected', async () => {
  const held = new Channel<number>();
  const lock = new Mutex();
  await lock.lock();
  const waiting = [held.send(1), held.send(2), lock.lock(), held[Symbol.asyncIterator]().next()];
  const lose = (): void => void new Channel<number>().receive().then(() => {});
  for (let each = 0; each < 50; each++) lose();
  await collect();
  await new Promise(setImmediate);
  await collect();
  // The iterator has taken what the first one sent; of those that were lost the stack may still hold the last.
  expect([2, 3]).toContain(count(WAIT));
  await held.receive();
  lock.unlock();
  await Promise.all(waiting);
  expect([0, 1]).toContain(count(WAIT));
});
