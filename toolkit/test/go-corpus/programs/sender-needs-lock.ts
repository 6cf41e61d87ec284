/** Who waits for a value holds the lock that its sender takes first. */
import { Channel, go, Mutex, WaitGroup } from 'taskscope';
import type { Kernel } from './kernel.ts';

// #region etcd6873
export const etcd6873: Kernel = {
  fault: 'Who stops a broadcast holds the lock while it waits for the loop to end, and the loop needs the lock.',
  leaking() {
    const lock = new Mutex();
    const [updates, done] = [new Channel<number>(1), new Channel<never>()];
    updates.trySend(1);
    go(async function stop() {
      await lock.lock();
      updates.close();
      await done.receive(); // leaks: chan receive
      lock.unlock();
    });
    go(async function coalesce() {
      for await (const _ of updates) {
        await lock.lock(); // leaks: mutex lock
        lock.unlock();
      }
      done.close();
    });
  },
  mended() {
    const lock = new Mutex();
    const [updates, done] = [new Channel<number>(1), new Channel<never>()];
    updates.trySend(1);
    go(async function stop() {
      await lock.lock();
      updates.close();
      lock.unlock();
      await done.receive();
    });
    go(async function coalesce() {
      for await (const _ of updates) {
        await lock.lock();
        lock.unlock();
      }
      done.close();
    });
  },
};
// #endregion etcd6873

export const etcd7902: Kernel = {
  fault: 'Clients take turns: each waits under the lock for the next round, which the first would begin under the same lock.',
  async leaking() {
    const lock = new Mutex();
    const nextRound = new Channel<never>();
    const all = new WaitGroup();
    for (const leads of [false, true, false]) {
      all.go(async function client() {
        await lock.lock(); // leaks 2: mutex lock
        if (leads) nextRound.close();
        await nextRound.receive(); // leaks: chan receive
        lock.unlock();
      });
    }
    await all.wait(); // leaks: wait group
  },
  async mended() {
    const lock = new Mutex();
    const nextRound = new Channel<never>();
    const all = new WaitGroup();
    for (const leads of [false, true, false]) {
      all.go(async function client() {
        await lock.lock();
        if (leads) nextRound.close();
        lock.unlock();
        await nextRound.receive();
      });
    }
    await all.wait();
  },
};

export const grpc1460: Kernel = {
  fault: 'While nothing is to be kept alive, one waits under the lock to be woken, and who would wake it needs the lock.',
  leaking() {
    const lock = new Mutex();
    const awaken = new Channel<true>();
    go(async function keepAlive() {
      await lock.lock();
      await awaken.receive(); // leaks: chan receive
      lock.unlock();
    });
    go(async function newStream() {
      await lock.lock(); // leaks: mutex lock
      awaken.trySend(true);
      lock.unlock();
    });
  },
  mended() {
    const lock = new Mutex();
    const awaken = new Channel<true>();
    go(async function keepAlive() {
      await lock.lock();
      lock.unlock();
      await awaken.receive();
    });
    go(async function newStream() {
      await null;
      await lock.lock();
      awaken.trySend(true);
      lock.unlock();
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
