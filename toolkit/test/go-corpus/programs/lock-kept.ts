/** A way out of a function on which the lock is not given back. */
import { Channel, go, Mutex } from 'taskscope';
import type { Kernel } from './kernel.ts';
import { RWMutex } from './rw-mutex.ts';

/** Resolves to what releases it. */
function promiseLock(): () => Promise<() => void> {
  let last = Promise.resolve();
  return () => {
    const before = last;
    const { promise, resolve } = Promise.withResolvers<void>();
    last = promise;
    return before.then(() => resolve);
  };
}

export const cockroach584: Kernel = {
  fault: 'A loop is left while it holds the lock, and the next loop waits for it.',
  leaking() {
    const lock = new Mutex();
    const closed = true;
    async function loop() {
      for (;;) {
        await lock.lock(); // leaks: mutex lock
        if (closed) break;
        lock.unlock();
      }
    }
    go(async () => {
      await loop();
      await loop();
    });
  },
  mended() {
    const lock = new Mutex();
    const closed = true;
    async function loop() {
      for (;;) {
        await lock.lock();
        lock.unlock();
        if (closed) break;
      }
    }
    go(async () => {
      await loop();
      await loop();
    });
  },
};

export const etcd5509: Kernel = {
  fault: 'A request finds the client closed and returns with the lock for reading, so that closing never ends.',
  async leaking() {
    const lock = new RWMutex();
    let open = true;
    async function request() {
      await lock.readLock();
      if (!open) return;
      lock.readUnlock();
    }
    await lock.lock();
    open = false;
    lock.unlock();
    void request();
    await lock.lock(); // leaks: await
  },
  async mended() {
    const lock = new RWMutex();
    let open = true;
    async function request() {
      await lock.readLock();
      try {
        if (!open) return;
      } finally {
        lock.readUnlock();
      }
    }
    await lock.lock();
    open = false;
    lock.unlock();
    void request();
    await lock.lock();
    lock.unlock();
  },
};

export const grpc3017: Kernel = {
  fault: 'A connection is taken from a cache while its timer fires; the timer sees that, and returns with the lock.',
  async leaking() {
    const lock = new Mutex();
    async function expire(cancelled: boolean) {
      await lock.lock();
      if (cancelled) return;
      lock.unlock();
    }
    await expire(true);
    await lock.lock(); // leaks: mutex lock
  },
  async mended() {
    const lock = new Mutex();
    async function expire(cancelled: boolean) {
      await lock.withLock(() => {
        if (cancelled) return;
      });
    }
    await expire(true);
    await lock.lock();
    lock.unlock();
  },
  inNode: {
    async leaking() {
      const lock = promiseLock();
      async function expire(cancelled: boolean) {
        const release = await lock();
        if (cancelled) return;
        release();
      }
      await expire(true);
      const release = await lock(); // leaks: await
      release();
    },
    async mended() {
      const lock = promiseLock();
      async function expire(cancelled: boolean) {
        const release = await lock();
        try {
          if (cancelled) return;
        } finally {
          release();
        }
      }
      await expire(true);
      const release = await lock();
      release();
    },
  },
};

export const moby7559: Kernel = {
  fault: 'A connection fails, the loop goes on to the next with the lock in its hands, and takes it again.',
  leaking() {
    const lock = new Mutex();
    go(async () => {
      for (const connects of [false, true]) {
        await lock.lock(); // leaks: mutex lock
        if (!connects) continue;
        lock.unlock();
      }
    });
  },
  mended() {
    const lock = new Mutex();
    go(async () => {
      for (const connects of [false, true]) {
        await lock.lock();
        lock.unlock();
        if (!connects) continue;
      }
    });
  },
};

export const moby17176: Kernel = {
  fault: 'Where there is nothing to clean up, the function returns with the lock.',
  async leaking() {
    const lock = new Mutex();
    const deleted: string[] = [];
    const done = new Channel<true>(1);
    async function cleanUp() {
      await lock.lock();
      if (deleted.length === 0) return;
      lock.unlock();
    }
    await cleanUp();
    go(async () => {
      await lock.lock(); // leaks: mutex lock
      await done.send(true);
    });
  },
  async mended() {
    const lock = new Mutex();
    const deleted: string[] = [];
    const done = new Channel<true>(1);
    async function cleanUp() {
      await lock.withLock(() => {
        if (deleted.length === 0) return;
      });
    }
    await cleanUp();
    go(async () => {
      await lock.lock();
      await done.send(true);
    });
  },
};
