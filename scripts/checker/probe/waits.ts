/**
 * Waits on the toolkit's primitives, whoever waits: a task shows in the count, a chain of `then` does not. What nothing
 * holds is collected; what something still holds after that waits for good.
 */
import { inspect } from 'node:util';
import { Channel, Condition, Mutex, WaitGroup } from 'taskscope';

let begun = new Set<WeakRef<Promise<unknown>>>();

/** From now on. Has to come before the program's first line. */
export function watchWaits(): void {
  watch(Channel.prototype, 'send');
  watch(Channel.prototype, 'receive');
  watch(Condition.prototype, 'wait');
  watch(Mutex.prototype, 'lock');
  watch(WaitGroup.prototype, 'wait');
  const { [Symbol.asyncIterator]: iterate } = Channel.prototype;
  Channel.prototype[Symbol.asyncIterator] = new Proxy(iterate, {
    apply(target, self, words) {
      const iterator = Reflect.apply(target, self, words);
      watch(iterator, 'next');
      return iterator;
    },
  });
}

/** Those that still wait. Of what nobody refers to any more, it counts them until that was collected. */
export function pendingWaits(): number {
  begun = new Set([...begun].filter((reference) => isPending(reference.deref())));
  return begun.size;
}

function watch<Key extends string>(object: { [key in Key]: (...words: never[]) => Promise<unknown> }, key: Key): void {
  object[key] = new Proxy(object[key], {
    apply(target, self, words): Promise<unknown> {
      const promise: Promise<unknown> = Reflect.apply(target, self, words);
      begun.add(new WeakRef(promise));
      return promise;
    },
  });
}

/** Nothing may be hung on the promise to learn it: that would count as somebody who hears of its rejection. */
function isPending(promise: Promise<unknown> | undefined): boolean {
  return promise !== undefined && inspect(promise, { depth: 0 }).includes('<pending>');
}
