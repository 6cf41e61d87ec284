// Plain code that stands between the async functions of the generated programs.
import { AsyncLocalStorage } from 'node:async_hooks';
import { EventEmitter, once } from 'node:events';
import { Channel, Condition, go, Mutex, select, WaitGroup, withLabels } from 'taskscope';

export { AsyncLocalStorage, Channel, EventEmitter, go, Mutex, once, select, withLabels };

export const storage = new AsyncLocalStorage();
export class Sub extends Promise {}
export class Made {
  constructor(f) {
    f();
  }
}

export const same = (value) => value;
export const afterwards = (_, value) => value;
export function insteadOf(f, value) {
  f();
  return value;
}
export const getter = (f) => ({
  get x() {
    return f();
  },
});
export const emit = (f) => new EventEmitter().once('x', f).emit('x');
export function emitted(f, value) {
  emit(f);
  return value;
}
export function dispatch(f) {
  const target = new EventTarget();
  target.addEventListener('x', f);
  target.dispatchEvent(new Event('x'));
}
export function* each(f) {
  yield f();
}

export function closedChannel() {
  const channel = new Channel();
  channel.close();
  return channel;
}
export function lockedMutex() {
  const mutex = new Mutex();
  mutex.tryLock();
  return mutex;
}
export function waitGroup() {
  const group = new WaitGroup();
  group.add();
  return group;
}
export const condition = () => new Condition(lockedMutex());
// Signalled, and then stuck on the mutex, which nobody unlocks.
export function relock() {
  const waiter = condition();
  const promise = waiter.wait();
  waiter.mutex.tryLock();
  waiter.signal();
  return promise;
}
