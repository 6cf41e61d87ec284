/** Who waits at a channel holds the lock that the other side needs to get there. */
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

export const etcd7443: Kernel = {
  fault: 'A balancer tells of an address under its lock, in a full channel; who closes it waits for the lock, and with it the connection.',
  leaking() {
    const [balancer, connection] = [new Mutex(), new Mutex()];
    const [addresses, isUp] = [new Channel<string[]>(1), new Channel<never>()];
    addresses.trySend([]);
    async function up() {
      await balancer.lock();
      isUp.close();
      await addresses.send(['first']); // leaks: chan send
      balancer.unlock();
    }
    go(async function connect() {
      await connection.lock();
      await up();
      connection.unlock();
    });
    go(async function tearDown() {
      await connection.lock(); // leaks: mutex lock
      connection.unlock();
    });
    go(async function close() {
      await isUp.receive();
      await balancer.lock(); // leaks: mutex lock
      addresses.close();
    });
  },
  mended() {
    const [balancer, connection] = [new Mutex(), new Mutex()];
    const [addresses, isUp] = [new Channel<string[]>(1), new Channel<never>()];
    addresses.trySend([]);
    async function up() {
      await balancer.lock();
      isUp.close();
      balancer.unlock();
      addresses.tryReceive(); // only the newest list counts
      addresses.trySend(['first']);
    }
    go(async function connect() {
      await connection.lock();
      await up();
      connection.unlock();
    });
    go(async function tearDown() {
      await connection.lock();
      connection.unlock();
    });
    go(async function close() {
      await isUp.receive();
      await balancer.lock();
      addresses.close();
      balancer.unlock();
    });
  },
};

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
