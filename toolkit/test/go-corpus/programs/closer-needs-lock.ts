/** Who sends a value to somebody who has left holds the lock that is needed to close the channel. */
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { Channel, go, Mutex, select } from 'taskscope';
import type { Kernel } from './kernel.ts';
import { oneByOne } from './one-by-one.ts';

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
  inNode: {
    leaking() {
      const connection = new PassThrough({ highWaterMark: 1 });
      const inTurn = oneByOne();
      void inTurn(async () => {
        if (!connection.write('a frame')) await once(connection, 'drain'); // leaks: await
      });
      async function monitor() {
        await inTurn(async () => {}); // leaks: await
        connection.resume();
      }
      void monitor();
    },
    mended() {
      const connection = new PassThrough({ highWaterMark: 1 });
      const inTurn = oneByOne();
      void inTurn(async () => {
        if (!connection.write('a frame')) await once(connection, 'drain');
      });
      async function monitor() {
        connection.resume(); // first, and not in the queue
        await inTurn(async () => {});
      }
      void monitor();
    },
  },
};
