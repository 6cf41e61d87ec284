/** Go's own small programs: one for each way to wait at a lock, or for others. */
import { Channel, Condition, go, Mutex, WaitGroup } from 'taskscope';
import type { Kernel } from './kernel.ts';
import { RWMutex } from './rw-mutex.ts';

export const MutexStack: Kernel = {
  fault: 'A hundred tasks lock a lock of their own twice.',
  leaking() {
    for (let count = 0; count < 100; count++) {
      go(async () => {
        const lock = new Mutex();
        await lock.lock();
        await lock.lock(); // leaks 100: mutex lock
      });
    }
  },
  mended() {
    for (let count = 0; count < 100; count++) {
      go(async () => {
        const lock = new Mutex();
        await lock.lock();
        lock.unlock();
        await lock.lock();
      });
    }
  },
};

export const MutexHeap: Kernel = {
  fault: 'A task makes a lock, and one that it starts locks it twice.',
  leaking() {
    go(async () => {
      const lock = new Mutex();
      go(async () => {
        await lock.lock();
        await lock.lock(); // leaks: mutex lock
      });
    });
  },
  mended() {
    go(async () => {
      const lock = new Mutex();
      go(async () => {
        await lock.lock();
        lock.unlock();
        await lock.lock();
      });
    });
  },
};

export const RWMutexRLock: Kernel = {
  fault: 'Who has a lock for writing wants to read.',
  leaking() {
    go(async () => {
      const lock = new RWMutex();
      await lock.lock();
      await lock.readLock(); // leaks: await
    });
  },
  mended() {
    go(async () => {
      const lock = new RWMutex();
      await lock.lock();
      lock.unlock();
      await lock.readLock();
    });
  },
};

export const RWMutexLock: Kernel = {
  fault: 'Who has a lock for writing wants to write.',
  leaking() {
    go(async () => {
      const lock = new RWMutex();
      await lock.lock();
      await lock.lock(); // leaks: await
    });
  },
  mended() {
    go(async () => {
      const lock = new RWMutex();
      await lock.lock();
      lock.unlock();
      await lock.lock();
    });
  },
};

export const WaitGroupWait: Kernel = {
  fault: 'A wait group is waited for that nobody else knows.',
  leaking() {
    go(async () => {
      const all = new WaitGroup();
      all.add();
      await all.wait(); // leaks: wait group
    });
  },
  mended() {
    go(async () => {
      const all = new WaitGroup();
      all.go(async () => {});
      await all.wait();
    });
  },
};

export const Cond: Kernel = {
  fault: 'A condition is waited for that nobody else knows.',
  leaking() {
    go(async () => {
      const changed = new Condition(new Mutex());
      await changed.mutex.lock();
      await changed.wait(); // leaks: condition
    });
  },
  mended() {
    const changed = new Condition(new Mutex());
    go(async () => {
      await changed.mutex.lock();
      await changed.wait();
    });
    go(async () => {
      await null;
      changed.signal();
    });
  },
};

export const Mixed: Kernel = {
  fault: 'Who waits for all to be done receives what is sent before it is done, afterwards.',
  leaking() {
    go(async () => {
      const values = new Channel<number>();
      const all = new WaitGroup();
      all.go(async () => {
        await values.send(1); // leaks: chan send
      });
      await all.wait(); // leaks: wait group
      await values.receive();
    });
  },
  mended() {
    go(async () => {
      const values = new Channel<number>();
      const all = new WaitGroup();
      all.go(async () => {
        await values.send(1);
      });
      await values.receive();
      await all.wait();
    });
  },
};
