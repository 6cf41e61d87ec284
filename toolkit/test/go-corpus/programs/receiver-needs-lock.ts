/** Who sends a value holds the lock that its receiver takes first. */
import { Channel, go, Mutex } from 'taskscope';
import type { Kernel } from './kernel.ts';

export const etcd7492: Kernel = {
  fault: 'A token is announced under a lock, in a full channel; who would take it deletes an old one first, under the lock.',
  leaking() {
    const lock = new Mutex();
    const [added, tick] = [new Channel<true>(1), new Channel<true>(1)];
    async function authenticate() {
      await lock.lock(); // leaks 2: mutex lock
      await added.send(true); // leaks: chan send
      lock.unlock();
    }
    for (let user = 0; user < 4; user++) go(authenticate);
    tick.trySend(true);
    go(async function keep() {
      await tick.receive();
      await lock.lock(); // leaks: mutex lock
      lock.unlock();
      await added.receive();
    });
  },
  mended() {
    const lock = new Mutex();
    const [added, tick] = [new Channel<true>(1), new Channel<true>(1)];
    async function authenticate() {
      await lock.lock();
      lock.unlock();
      await added.send(true);
    }
    for (let user = 0; user < 4; user++) go(authenticate);
    tick.trySend(true);
    go(async function keep() {
      await tick.receive();
      await lock.lock();
      lock.unlock();
      for (let user = 0; user < 4; user++) await added.receive();
    });
  },
};

export const grpc1353: Kernel = {
  fault: 'An update of addresses is sent under a lock, and who receives it takes old connections down, under the lock.',
  leaking() {
    const lock = new Mutex();
    const [addresses, sent] = [new Channel<true>(), new Channel<never>()];
    go(async function update() {
      for (let address = 0; address < 3; address++) {
        await lock.lock();
        await addresses.send(true); // leaks: chan send
        lock.unlock();
      }
      sent.close();
    });
    go(async function watch() {
      await null; // the first update is under way
      for await (const _ of addresses) {
        await lock.lock(); // leaks: mutex lock
        lock.unlock();
      }
    });
    go(async function close() {
      await sent.receive(); // leaks: chan receive
      addresses.close();
    });
  },
  mended() {
    const lock = new Mutex();
    const [addresses, sent] = [new Channel<true>(), new Channel<never>()];
    go(async function update() {
      for (let address = 0; address < 3; address++) {
        await lock.lock();
        lock.unlock();
        await addresses.send(true);
      }
      sent.close();
    });
    go(async function watch() {
      await null; // the first update is under way
      for await (const _ of addresses) {
        await lock.lock();
        lock.unlock();
      }
    });
    go(async function close() {
      await sent.receive();
      addresses.close();
    });
  },
};

export const istio16224: Kernel = {
  fault: 'A handler tells under a lock that it was called, and who should hear it waits for the lock first.',
  async leaking() {
    const lock = new Mutex();
    const [events, done] = [new Channel<number>(), new Channel<true>()];
    async function handle() {
      await lock.lock();
      await done.send(true); // leaks: chan send
      lock.unlock();
    }
    go(async function run() {
      for await (const _ of events) await handle();
    });
    await events.send(1);
    await null;
    await lock.lock(); // leaks: mutex lock
    lock.unlock();
    await done.receive();
    events.close();
  },
  async mended() {
    const lock = new Mutex();
    const [events, done] = [new Channel<number>(), new Channel<true>(1)];
    async function handle() {
      await lock.lock();
      await done.send(true);
      lock.unlock();
    }
    go(async function run() {
      for await (const _ of events) await handle();
    });
    await events.send(1);
    await null;
    await lock.lock();
    lock.unlock();
    await done.receive();
    events.close();
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
