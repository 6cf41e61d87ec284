/** Two locks, taken in this order here and in the other there. */
import { go, Mutex } from 'taskscope';
import type { Kernel } from './kernel.ts';
import { oneByOne } from './one-by-one.ts';
import { RWMutex } from './rw-mutex.ts';

export const cockroach7504: Kernel = {
  fault: 'To look up a lease takes the lock of the names and then that of the lease; to release it, the other way round.',
  leaking() {
    const [names, lease] = [new Mutex(), new Mutex()];
    go(async function lookUp() {
      await names.lock();
      await lease.lock(); // leaks: mutex lock
    });
    go(async function release() {
      await lease.lock();
      await names.lock(); // leaks: mutex lock
    });
  },
  mended() {
    const [names, lease] = [new Mutex(), new Mutex()];
    go(async function lookUp() {
      await names.withLock(() => {});
      await lease.withLock(() => {}); // one after the other
    });
    go(async function release() {
      await lease.withLock(() => names.withLock(() => {}));
    });
  },
  inNode: {
    leaking() {
      const [names, lease] = [oneByOne(), oneByOne()];
      void names(async () => {
        await lease(async () => {}); // leaks: await
      });
      void lease(async () => {
        await names(async () => {}); // leaks: await
      });
    },
    mended() {
      const [names, lease] = [oneByOne(), oneByOne()];
      void names(async () => {
        await lease(async () => {});
      });
      void names(async () => {
        await lease(async () => {}); // in the same order
      });
    },
  },
};

export const cockroach10214: Kernel = {
  fault: 'A store sends heartbeats under its lock and needs that of each replica; a replica ticks under its own, and needs the store\'s.',
  leaking() {
    const store = new Mutex();
    const replica = { lock: new Mutex() };
    async function unreachable() {
      await replica.lock.lock(); // leaks: mutex lock
      replica.lock.unlock();
    }
    go(async function sendHeartbeats() {
      await store.lock();
      await unreachable();
      store.unlock();
    });
    go(async function tick() {
      await replica.lock.lock();
      await store.lock(); // leaks: mutex lock
    });
  },
  mended() {
    const store = new Mutex();
    const replica = { lock: new Mutex() };
    async function unreachable() {
      await replica.lock.lock();
      replica.lock.unlock();
    }
    go(async function sendHeartbeats() {
      await store.lock();
      store.unlock(); // a copy of what is to be sent is enough
      await unreachable();
    });
    go(async function tick() {
      await replica.lock.lock();
      await store.lock();
      store.unlock();
      replica.lock.unlock();
    });
  },
};

/** One for each run, in the hands of the module, as the original's is. */
const tables = new Set<RWMutex>();

export const hugo3251: Kernel = {
  fault: 'Who waits for the lock of an address holds that of the table, without which the address cannot be unlocked.',
  heldBy: 'a table of the module',
  async leaking() {
    const [table, address] = [new RWMutex(), new Mutex()];
    tables.add(table);
    async function lockAddress() {
      await table.lock();
      await address.lock(); // held: mutex lock
      table.unlock();
    }
    await lockAddress();
    void lockAddress();
    await null;
    await table.readLock(); // held: await
    address.unlock();
  },
  async mended() {
    const [table, address] = [new RWMutex(), new Mutex()];
    tables.add(table);
    async function lockAddress() {
      await table.lock();
      table.unlock(); // it guards the table, not the addresses
      await address.lock();
    }
    await lockAddress();
    const second = lockAddress();
    await null;
    await table.readLock();
    table.readUnlock();
    address.unlock();
    await second;
    tables.delete(table);
  },
};

export const kubernetes13135: Kernel = {
  fault: 'A cache fills itself under its lock and then takes that of its store; an event takes the store\'s and then the cache\'s.',
  leaking() {
    const [cache, store] = [new Mutex(), new Mutex()];
    async function replace() {
      await store.lock(); // leaks: mutex lock
      store.unlock();
    }
    async function process() {
      await cache.lock(); // leaks: mutex lock
      cache.unlock();
    }
    go(async function fill() {
      await cache.lock();
      await replace();
      cache.unlock();
    });
    go(async function add() {
      await store.lock();
      await process();
      store.unlock();
    });
  },
  mended() {
    const [cache, store] = [new Mutex(), new Mutex()];
    async function replace() {
      await store.lock();
      store.unlock();
    }
    async function process() {
      await cache.lock();
      cache.unlock();
    }
    go(async function fill() {
      await replace();
      await cache.lock();
      cache.unlock();
    });
    go(async function add() {
      await store.lock();
      await process();
      store.unlock();
    });
  },
};

export const kubernetes30872: Kernel = {
  fault: 'A queue hands out an item under its lock, to a handler that takes the informer\'s; the informer asks the queue under its own.',
  leaking() {
    const [informer, queue] = [new Mutex(), new Mutex()];
    async function addCluster() {
      await informer.lock(); // leaks: mutex lock
      informer.unlock();
    }
    async function hasSynced() {
      await queue.lock(); // leaks: mutex lock
      queue.unlock();
    }
    go(async function pop() {
      await queue.lock();
      await addCluster();
      queue.unlock();
    });
    go(async function reconcile() {
      await informer.lock();
      await hasSynced();
      informer.unlock();
    });
    go(async function stop() {
      await informer.lock(); // leaks: mutex lock
      informer.unlock();
    });
  },
  mended() {
    const [informer, queue] = [new Mutex(), new Mutex()];
    async function addCluster() {
      await informer.lock();
      informer.unlock();
    }
    go(async function pop() {
      await queue.lock();
      queue.unlock(); // before the item is handled
      await addCluster();
    });
    go(async function reconcile() {
      await informer.lock();
      await queue.lock();
      queue.unlock();
      informer.unlock();
    });
    go(async function stop() {
      await informer.lock();
      informer.unlock();
    });
  },
};

export const moby4951: Kernel = {
  fault: 'A device is deleted under two locks, of which the outer is given up for a moment and taken again.',
  leaking() {
    const [devices, device] = [new Mutex(), new Mutex()];
    async function remove() {
      devices.unlock(); // for as long as the device takes
      await null;
      await devices.lock(); // leaks: mutex lock
    }
    async function deleteDevice() {
      await devices.lock();
      await device.lock(); // leaks: mutex lock
      await remove();
    }
    go(deleteDevice);
    go(deleteDevice);
  },
  mended() {
    const [devices, device] = [new Mutex(), new Mutex()];
    async function remove() {
      devices.unlock();
      await null;
      await devices.lock();
    }
    async function deleteDevice() {
      await device.lock(); // the inner one is the outer one now
      await devices.lock();
      await remove();
      devices.unlock();
      device.unlock();
    }
    go(deleteDevice);
    go(deleteDevice);
  },
};
