/** Each waits for the other, or one for itself. */
import { EventEmitter, once } from 'node:events';
import { Channel, go, Mutex, select } from 'taskscope';
import type { Kernel } from './kernel.ts';

export const cockroach2448: Kernel = {
  fault: 'One sends an event and then takes callbacks; the other takes the event and sends a callback, while the next event is sent.',
  leaking() {
    const [events, callbacks, stop] = [new Channel<1>(), new Channel<2>(), new Channel<never>()];
    go(async function raft() {
      for (let event = 0; event < 2; event++) {
        await select<1>([{ send: events, value: 1 }, { receive: stop }]); // leaks: select
      }
      await callbacks.receive();
    });
    go(async function store() {
      for (;;) {
        await events.receive();
        await select<2>([{ send: callbacks, value: 2 }, { receive: stop }]); // leaks: select
      }
    });
  },
  mended() {
    const [events, callbacks, stop] = [new Channel<1>(), new Channel<2>(), new Channel<never>()];
    go(async function raft() {
      for (let event = 0; event < 2; event++) {
        await select<1>([{ send: events, value: 1 }, { receive: stop }]);
        await callbacks.receive(); // before the next event
      }
      events.close();
    });
    go(async function store() {
      for await (const _ of events) {
        await select<2>([{ send: callbacks, value: 2 }, { receive: stop }]);
      }
    });
  },
  inNode: {
    leaking() {
      const bus = new EventEmitter();
      async function raft() {
        await once(bus, 'callback'); // leaks: await
        bus.emit('event');
      }
      async function store() {
        await once(bus, 'event'); // leaks: await
        bus.emit('callback');
      }
      void raft();
      void store();
    },
    mended() {
      const bus = new EventEmitter();
      async function raft() {
        const called = once(bus, 'callback');
        bus.emit('event');
        await called;
      }
      async function store() {
        await once(bus, 'event');
        bus.emit('callback');
      }
      void store();
      void raft();
    },
  },
};

export const syncthing5795: Kernel = {
  fault: 'A message makes the loop that handles it close the connection, which waits for the loop to end.',
  async leaking() {
    const [inbox, stopped] = [new Channel<string>(), new Channel<never>()];
    async function close() {
      inbox.close();
      await stopped.receive(); // leaks: chan receive
    }
    go(async function dispatch() {
      for await (const _ of inbox) await close();
      stopped.close();
    });
    await inbox.send('configuration');
    await stopped.receive(); // leaks: chan receive
  },
  async mended() {
    const [inbox, stopped] = [new Channel<string>(), new Channel<never>()];
    async function close() {
      inbox.close();
      await stopped.receive();
    }
    go(async function dispatch() {
      for await (const _ of inbox) go(close); // goes on by itself
      stopped.close();
    });
    await inbox.send('configuration');
    await stopped.receive();
  },
  inNode: {
    leaking() {
      const connection = { loop: undefined as Promise<void> | undefined };
      async function close() {
        await connection.loop; // leaks: await
      }
      async function dispatch() {
        await null;
        await close();
      }
      connection.loop = dispatch();
    },
    mended() {
      const connection = { loop: undefined as Promise<void> | undefined };
      async function close() {
        await connection.loop;
      }
      async function dispatch() {
        await null;
        void close();
      }
      connection.loop = dispatch();
    },
  },
};

export const serving2137: Kernel = {
  fault: 'Two requests share one place; the second has it and waits for its lock, and the first is the one that is unlocked and waited for.',
  async leaking() {
    const active = new Channel<true>(1);
    async function request() {
      const lock = new Mutex();
      const accepted = new Channel<true>(1);
      await lock.lock();
      return { lock, accepted };
    }
    async function run({ lock, accepted }: Awaited<ReturnType<typeof request>>) {
      await active.send(true); // leaks: chan send
      await lock.lock(); // leaks: mutex lock
      lock.unlock();
      await active.receive();
      await accepted.send(true);
    }
    const [first, second] = [await request(), await request()];
    void run(second);
    void run(first);
    first.lock.unlock();
    await first.accepted.receive(); // leaks: chan receive
    second.lock.unlock();
  },
  async mended() {
    const active = new Channel<true>(1);
    async function request() {
      const lock = new Mutex();
      const accepted = new Channel<true>(1);
      await lock.lock();
      return { lock, accepted };
    }
    async function run({ lock, accepted }: Awaited<ReturnType<typeof request>>) {
      await active.send(true);
      await lock.lock();
      lock.unlock();
      await active.receive();
      await accepted.send(true);
    }
    const [first, second] = [await request(), await request()];
    void run(second);
    void run(first);
    first.lock.unlock();
    second.lock.unlock(); // all, before any is waited for
    await first.accepted.receive();
    await second.accepted.receive();
  },
};
