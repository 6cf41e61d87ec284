/** Go's own small programs: one for each thing that a goroutine can wait for. */
import { Channel, Condition, go, Mutex, select, WaitGroup } from 'taskscope';
import type { Kernel } from './kernel.ts';
import { RWMutex } from './rw-mutex.ts';

export const NilRecv: Kernel = {
  fault: 'A channel that was never made is received from.',
  leaking() {
    const never: Channel<number> | null = null;
    go(async () => {
      await select<number>([{ receive: never }]); // leaks: select
    });
  },
  mended() {
    const made = new Channel<number>(1);
    made.trySend(1);
    go(async () => {
      await select<number>([{ receive: made }]);
    });
  },
};

export const NilSend: Kernel = {
  fault: 'A channel that was never made is sent to.',
  leaking() {
    const never: Channel<number> | null = null;
    go(async () => {
      await select<number>([{ send: never, value: 1 }]); // leaks: select
    });
  },
  mended() {
    const made = new Channel<number>(1);
    go(async () => {
      await select<number>([{ send: made, value: 1 }]);
    });
  },
};

export const SelectNoCases: Kernel = {
  fault: 'A select has no case.',
  leaking() {
    go(async () => {
      await select([]); // leaks: select
    });
  },
  mended() {
    const stop = new Channel<never>();
    go(async () => {
      await select([{ receive: stop }]);
    });
    stop.close();
  },
};

export const ChanRecv: Kernel = {
  fault: 'A channel that nobody else knows is received from.',
  leaking() {
    go(async () => {
      await new Channel<number>().receive(); // leaks: chan receive
    });
  },
  mended() {
    const values = new Channel<number>();
    go(async () => {
      await values.receive();
    });
    values.close();
  },
};

export const ChanSend: Kernel = {
  fault: 'A channel that nobody else knows is sent to.',
  leaking() {
    go(async () => {
      await new Channel<number>().send(1); // leaks: chan send
    });
  },
  mended() {
    go(async () => {
      await new Channel<number>(1).send(1);
    });
  },
};

export const Select: Kernel = {
  fault: 'A select has a send and a receive, and nobody knows either channel.',
  leaking() {
    go(async () => {
      await select<number>([{ send: new Channel(), value: 1 }, { receive: new Channel() }]); // leaks: select
    });
  },
  mended() {
    go(async () => {
      await select<number>([{ send: new Channel(1), value: 1 }, { receive: new Channel() }]);
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

const everybodys = new Channel<number>();

export const NoLeakGlobal: Kernel = {
  fault: 'A channel of the module is received from: no leak, as far as anybody can know.',
  heldBy: 'a channel of the module',
  leaking() {
    go(async () => {
      await everybodys.receive(); // held: chan receive
    });
  },
  mended() {
    const stop = new Channel<never>();
    go(async () => {
      await select<number>([{ receive: everybodys }, { receive: stop }]);
    });
    stop.close();
  },
};
