/** More of the same: a lock is held at a channel, by a watcher, a prober, a connection. */
import { Channel, go, Mutex, select } from 'taskscope';
import type { Kernel } from './kernel.ts';

export const kubernetes1321: Kernel = {
  fault: 'Events are handed out under a lock, to a watcher that does not read any more and needs the lock to stop.',
  leaking() {
    const lock = new Mutex();
    const result = new Channel<number>();
    go(async function distribute() {
      await lock.lock();
      await result.send(1); // leaks: chan send
      lock.unlock();
    });
    go(async function stopWatching() {
      await lock.lock(); // leaks: mutex lock
      result.close();
      lock.unlock();
    });
  },
  mended() {
    const lock = new Mutex();
    const [result, stopped] = [new Channel<number>(), new Channel<never>()];
    go(async function distribute() {
      await lock.lock();
      await select<number>([{ send: result, value: 1 }, { receive: stopped }]);
      lock.unlock();
    });
    go(async function stopWatching() {
      stopped.close(); // first, and without the lock
      await lock.lock();
      result.close();
      lock.unlock();
    });
  },
};

export const kubernetes6632: Kernel = {
  fault: 'A frame is written and the idle timer is reset, under a lock; the monitor has seen the connection close, and waits for the lock.',
  leaking() {
    const lock = new Mutex();
    const [reset, closed] = [new Channel<true>(), new Channel<never>()];
    go(async function writeFrame() {
      await lock.lock();
      await reset.send(true); // leaks: chan send
      lock.unlock();
    });
    go(async function monitor() {
      await closed.receive();
      await lock.lock(); // leaks: mutex lock
      reset.close();
      lock.unlock();
    });
    closed.close();
  },
  mended() {
    const lock = new Mutex();
    const [reset, closed] = [new Channel<true>(), new Channel<never>()];
    go(async function writeFrame() {
      await lock.lock();
      await select<true>([{ send: reset, value: true }, { receive: closed }]);
      lock.unlock();
    });
    go(async function monitor() {
      await closed.receive();
      await lock.lock();
      reset.close();
      lock.unlock();
    });
    closed.close();
  },
};

export const kubernetes10182: Kernel = {
  fault: 'Two statuses are sent under a lock, and who has received the first deletes it under the lock before it takes the second.',
  leaking() {
    const lock = new Mutex();
    const statuses = new Channel<true>();
    async function set() {
      await lock.lock();
      await statuses.send(true); // leaks: chan send
      lock.unlock();
    }
    go(set);
    go(set);
    go(async function synchronize() {
      for (let batch = 0; batch < 2; batch++) {
        await statuses.receive();
        await lock.lock(); // leaks: mutex lock
        lock.unlock();
      }
    });
  },
  mended() {
    const lock = new Mutex();
    const statuses = new Channel<true>();
    async function set() {
      await lock.lock();
      lock.unlock();
      await statuses.send(true);
    }
    go(set);
    go(set);
    go(async function synchronize() {
      for (let batch = 0; batch < 2; batch++) {
        await statuses.receive();
        await lock.lock();
        lock.unlock();
      }
    });
  },
};

export const kubernetes26980: Kernel = {
  fault: 'A listener has something to hand out and waits under its lock to be stopped; the one who would stop it needs the lock.',
  async leaking() {
    const lock = new Mutex();
    const [stop, result] = [new Channel<never>(), new Channel<never>()];
    go(async function pop() {
      await lock.lock();
      await stop.receive(); // leaks: chan receive
      lock.unlock();
    });
    go(async function add() {
      await lock.lock(); // leaks: mutex lock
      result.close();
      lock.unlock();
    });
    await result.receive(); // leaks: chan receive
    stop.close();
  },
  async mended() {
    const lock = new Mutex();
    const [stop, result] = [new Channel<never>(), new Channel<never>()];
    go(async function pop() {
      await lock.lock();
      lock.unlock();
      await stop.receive();
    });
    go(async function add() {
      await lock.lock();
      result.close();
      lock.unlock();
    });
    await result.receive();
    stop.close();
  },
};

export const moby28462: Kernel = {
  fault: 'A container that changes its state stops its monitor under its lock, and the monitor is at a probe, which takes the lock.',
  leaking() {
    const container = new Mutex();
    const stop = new Channel<true>();
    go(async function stateChanged() {
      await container.lock();
      await stop.send(true); // leaks: chan send
      container.unlock();
    });
    go(async function monitor() {
      await container.lock(); // leaks: mutex lock
      container.unlock();
      await stop.receive();
    });
  },
  mended() {
    const container = new Mutex();
    const stop = new Channel<never>();
    go(async function stateChanged() {
      await container.lock();
      stop.close(); // waits for nobody
      container.unlock();
    });
    go(async function monitor() {
      await container.lock();
      container.unlock();
      await stop.receive();
    });
  },
};

export const serving2137: Kernel = {
  fault: 'Two requests share one place; the second has it and waits for its lock, and the first is the one that is unlocked and waited for.',
  async leaking() {
    const active = new Channel<true>(1);
    async function request() {
      const lock = new Mutex();
      const accepted = new Channel<true>(1);
      await lock.lock();
      return { lock, accepted };
    }
    async function run({ lock, accepted }: Awaited<ReturnType<typeof request>>) {
      await active.send(true); // leaks: chan send
      await lock.lock(); // leaks: mutex lock
      lock.unlock();
      await active.receive();
      await accepted.send(true);
    }
    const [first, second] = [await request(), await request()];
    void run(second);
    void run(first);
    first.lock.unlock();
    await first.accepted.receive(); // leaks: chan receive
    second.lock.unlock();
  },
  async mended() {
    const active = new Channel<true>(1);
    async function request() {
      const lock = new Mutex();
      const accepted = new Channel<true>(1);
      await lock.lock();
      return { lock, accepted };
    }
    async function run({ lock, accepted }: Awaited<ReturnType<typeof request>>) {
      await active.send(true);
      await lock.lock();
      lock.unlock();
      await active.receive();
      await accepted.send(true);
    }
    const [first, second] = [await request(), await request()];
    void run(second);
    void run(first);
    first.lock.unlock();
    second.lock.unlock(); // all, before any is waited for
    await first.accepted.receive();
    await second.accepted.receive();
  },
};
