/** A lock for reading is taken twice by one task, and between the two a writer comes, who lets no more readers in. */
import { Condition, go, Mutex } from 'taskscope';
import type { Kernel } from './kernel.ts';
import { RWMutex } from './rw-mutex.ts';

export const cockroach3710: Kernel = {
  fault: 'Replicas are listed under a lock for reading, and each is asked for its state, which takes it again.',
  leaking() {
    const lock = new RWMutex();
    async function state() {
      await lock.readLock(); // leaks: await
      lock.readUnlock();
    }
    go(async function scan() {
      await lock.readLock();
      await state();
      lock.readUnlock();
    });
    go(async function process() {
      await lock.lock(); // leaks: await
      lock.unlock();
    });
  },
  mended() {
    const lock = new RWMutex();
    async function state() {
      await lock.readLock();
      lock.readUnlock();
    }
    go(async function scan() {
      await lock.readLock();
      lock.readUnlock(); // with a list of its own
      await state();
    });
    go(async function process() {
      await lock.lock();
      lock.unlock();
    });
  },
};

export const cockroach6181: Kernel = {
  fault: 'A cache prints itself under a lock for reading, and to be printed it takes the lock again.',
  leaking() {
    const lock = new RWMutex();
    async function text() {
      await lock.readLock(); // leaks: await
      lock.readUnlock();
    }
    async function lookUp() {
      await lock.readLock();
      await text();
      lock.readUnlock();
    }
    go(lookUp);
    go(async function update() {
      await lock.lock(); // leaks: await
      lock.unlock();
    });
  },
  mended() {
    const lock = new RWMutex();
    async function textLocked() {}
    async function lookUp() {
      await lock.readLock();
      await textLocked();
      lock.readUnlock();
    }
    go(lookUp);
    go(async function update() {
      await lock.lock();
      lock.unlock();
    });
  },
};

export const cockroach16167: Kernel = {
  fault: 'A statement runs under a lock that goes by two names, and by the second one it is taken again.',
  async leaking() {
    const configuration = new RWMutex();
    const ready = configuration;
    async function database() {
      await configuration.readLock(); // leaks: await
      configuration.readUnlock();
    }
    const held = ready.readLock();
    go(async function update() {
      await configuration.lock(); // leaks: await
      configuration.unlock();
    });
    await held;
    await database();
    ready.readUnlock();
  },
  async mended() {
    const configuration = new RWMutex();
    async function databaseLocked() {}
    const held = configuration.readLock();
    go(async function update() {
      await configuration.lock();
      configuration.unlock();
    });
    await held;
    await databaseLocked();
    configuration.readUnlock();
  },
};

export const kubernetes58107: Kernel = {
  fault: 'Workers wait for work with a lock for reading in their hands; who adjusts the quota wants to write, and stops the rest.',
  leaking() {
    const lock = new RWMutex();
    const work = new Condition(new Mutex());
    async function next() {
      await work.mutex.lock();
      await work.wait(); // leaks: condition
      work.mutex.unlock();
    }
    go(async function worker() {
      await lock.readLock();
      await next();
      lock.readUnlock();
    });
    go(async function adjust() {
      await lock.lock(); // leaks: await
      lock.unlock();
    });
    go(async function addWork() {
      await lock.readLock(); // leaks: await
      lock.readUnlock();
      work.signal();
    });
  },
  mended() {
    const lock = new RWMutex();
    const work = new Condition(new Mutex());
    go(async function worker() {
      await work.mutex.lock();
      await work.wait();
      work.mutex.unlock();
      await lock.readLock(); // only for the work itself
      lock.readUnlock();
    });
    go(async function adjust() {
      await lock.lock();
      lock.unlock();
    });
    go(async function addWork() {
      await lock.readLock();
      lock.readUnlock();
      work.signal();
    });
  },
};

export const kubernetes62464: Kernel = {
  fault: 'The state of the processors is read under a lock by a function that calls another one which takes it as well.',
  leaking() {
    const lock = new RWMutex();
    async function own() {
      await lock.readLock(); // leaks: await
      lock.readUnlock();
    }
    async function ownOrShared() {
      await lock.readLock();
      await own();
      lock.readUnlock();
    }
    go(ownOrShared);
    go(async function removeContainer() {
      await lock.lock(); // leaks: await
      lock.unlock();
    });
  },
  mended() {
    const lock = new RWMutex();
    async function own() {
      await lock.readLock();
      lock.readUnlock();
    }
    async function ownOrShared() {
      await own();
      await lock.readLock();
      lock.readUnlock();
    }
    go(ownOrShared);
    go(async function removeContainer() {
      await lock.lock();
      lock.unlock();
    });
  },
};
