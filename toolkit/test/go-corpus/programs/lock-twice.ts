/** Who holds a lock takes it again. */
import { go, Mutex } from 'taskscope';
import type { Kernel } from './kernel.ts';
import { oneByOne } from './one-by-one.ts';
import { RWMutex } from './rw-mutex.ts';

export const cockroach9935: Kernel = {
  fault: 'A logger fails while it holds its lock, and takes it once more to say so.',
  leaking() {
    const lock = new Mutex();
    async function exit() {
      await lock.lock(); // leaks: mutex lock
      lock.unlock();
    }
    async function write() {
      await lock.lock();
      await exit();
      lock.unlock();
    }
    void write();
  },
  mended() {
    const lock = new Mutex();
    async function exit() {
      await lock.lock();
      lock.unlock();
    }
    async function write() {
      await lock.lock();
      lock.unlock(); // before anything that needs it
      await exit();
    }
    void write();
  },
};

export const etcd6708: Kernel = {
  fault: 'A client asks who leads while it holds its lock for writing, and the question reads under the same lock.',
  leaking() {
    const lock = new RWMutex();
    async function ask() {
      await lock.readLock(); // leaks: await
      lock.readUnlock();
    }
    async function synchronize() {
      await lock.lock();
      await ask();
      lock.unlock();
    }
    void synchronize();
  },
  mended() {
    const lock = new RWMutex();
    async function ask() {
      await lock.readLock();
      lock.readUnlock();
    }
    async function synchronize() {
      await ask();
      await lock.lock(); // only for what is written
      lock.unlock();
    }
    void synchronize();
  },
};

export const etcd10492: Kernel = {
  fault: 'A lease is renewed under a lock, and the callback that writes its checkpoint takes the lock, too.',
  leaking() {
    const lock = new Mutex();
    async function checkpoint() {
      await lock.lock(); // leaks: mutex lock
      lock.unlock();
    }
    async function renew(callback: () => Promise<void>) {
      await lock.lock();
      await callback();
      lock.unlock();
    }
    void renew(checkpoint);
  },
  mended() {
    const lock = new Mutex();
    async function checkpoint() {
      await lock.lock();
      lock.unlock();
    }
    async function renew(callback: () => Promise<void>) {
      await lock.lock();
      lock.unlock();
      await callback(); // once the lock is free
    }
    void renew(checkpoint);
  },
  inNode: {
    leaking() {
      const inTurn = oneByOne();
      void inTurn(async () => {
        await inTurn(async () => {}); // leaks: await
      });
    },
    mended() {
      const inTurn = oneByOne();
      void inTurn(async () => {
        void inTurn(async () => {}); // queued behind, and not waited for in front
      });
    },
  },
};

export const grpc795: Kernel = {
  fault: 'A server is stopped twice: the first stop keeps the lock, and the second waits for it, as does who serves.',
  async leaking() {
    const lock = new Mutex();
    async function serve() {
      await lock.lock(); // leaks: mutex lock
      lock.unlock();
    }
    await lock.lock(); // the first stop ends here
    go(serve);
    await lock.lock(); // leaks: mutex lock
  },
  async mended() {
    const lock = new Mutex();
    async function serve() {
      await lock.lock();
      lock.unlock();
    }
    await lock.withLock(() => {});
    go(serve);
    await lock.withLock(() => {});
  },
};

export const hugo5379: Kernel = {
  fault: 'A page is rendered under a lock; a shortcode in it counts words, which is prepared once, under the same lock.',
  async leaking() {
    const lock = new Mutex();
    let prepared: Promise<void> | undefined;
    async function prepare() {
      await lock.lock(); // leaks: mutex lock
      lock.unlock();
    }
    async function render() {
      await lock.lock();
      prepared ??= prepare();
      await prepared; // leaks: await
      lock.unlock();
    }
    go(render);
    await null;
    await prepared; // leaks: await
  },
  async mended() {
    const lock = new Mutex();
    let prepared: Promise<void> | undefined;
    async function prepare() {} // is only called by who has the lock
    async function render() {
      await lock.lock();
      prepared ??= prepare();
      await prepared;
      lock.unlock();
    }
    go(render);
    await null;
    await prepared;
  },
  inNode: {
    leaking() {
      const page = { words: undefined as Promise<number> | undefined };
      async function render(): Promise<number> {
        return 1 + ((await page.words) ?? 0); // leaks: await
      }
      async function count(): Promise<number> {
        await null;
        return await render();
      }
      page.words = count(); // waits for itself
    },
    mended() {
      const page = { text: undefined as Promise<string> | undefined, words: undefined as Promise<number> | undefined };
      async function render(): Promise<string> {
        return 'one';
      }
      async function count(): Promise<number> {
        return ((await page.text) ?? '').length; // what it needs does not need it
      }
      page.text = render();
      page.words = count();
    },
  },
};

export const moby36114: Kernel = {
  fault: 'Disks are added under a lock, and what cleans up after a failure takes it, too.',
  leaking() {
    const lock = new Mutex();
    async function removeDisks() {
      await lock.lock(); // leaks: mutex lock
      lock.unlock();
    }
    go(async () => {
      await lock.lock();
      await removeDisks();
      lock.unlock();
    });
  },
  mended() {
    const lock = new Mutex();
    async function removeDisksLocked() {} // has the lock already
    go(async () => {
      await lock.lock();
      await removeDisksLocked();
      lock.unlock();
    });
  },
};

export const syncthing4829: Kernel = {
  fault: 'Addresses are cleared under a lock for writing, and who is told of it reads under the same lock.',
  async leaking() {
    const lock = new RWMutex();
    async function tell() {
      await lock.readLock(); // leaks: await
      lock.readUnlock();
    }
    await lock.lock();
    await tell();
    lock.unlock();
  },
  async mended() {
    const lock = new RWMutex();
    async function tell() {
      await lock.readLock();
      lock.readUnlock();
    }
    await lock.lock();
    lock.unlock();
    await tell();
  },
};
