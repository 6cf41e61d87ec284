/** All is waited for, and something of it can't be done before the wait is over. */
import { once } from 'node:events';
import { Channel, go, Mutex, select, WaitGroup } from 'taskscope';
import type { Kernel } from './kernel.ts';

export const moby25384: Kernel = {
  fault: 'All plugins are waited for in the loop that starts them.',
  leaking() {
    go(async function start() {
      const all = new WaitGroup();
      all.add(2);
      for (let plugin = 0; plugin < 2; plugin++) {
        go(async () => all.done());
        await all.wait(); // leaks: wait group
      }
    });
  },
  mended() {
    go(async function start() {
      const all = new WaitGroup();
      all.add(2);
      for (let plugin = 0; plugin < 2; plugin++) {
        go(async () => all.done());
      }
      await all.wait();
    });
  },
  inNode: {
    async leaking() {
      const plugins = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      for (const { resolve } of plugins) {
        setImmediate(resolve);
        await Promise.all(plugins.map(({ promise }) => promise)); // leaks: await
      }
    },
    async mended() {
      const plugins = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      for (const { resolve } of plugins) setImmediate(resolve);
      await Promise.all(plugins.map(({ promise }) => promise));
    },
  },
};

export const cockroach1055: Kernel = {
  fault: 'Services are quiesced one by one, each until its task is done, and the tasks are done when they are stopped, which comes after.',
  async leaking() {
    const services = [1, 2, 3].map(() => ({ lock: new Mutex(), tasks: new WaitGroup(), stop: new Channel<never>() }));
    const done = new Channel<never>();
    for (const { tasks, stop } of services) {
      tasks.go(async function work() {
        await stop.receive(); // leaks 3: chan receive
      });
    }
    go(async function stopAll() {
      for (const { lock, tasks } of services) {
        await lock.lock();
        await tasks.wait(); // leaks: wait group
        lock.unlock();
      }
      for (const { stop } of services) stop.close();
      done.close();
    });
    await done.receive(); // leaks: chan receive
  },
  async mended() {
    const services = [1, 2, 3].map(() => ({ lock: new Mutex(), tasks: new WaitGroup(), stop: new Channel<never>() }));
    const done = new Channel<never>();
    for (const { tasks, stop } of services) {
      tasks.go(async function work() {
        await stop.receive();
      });
    }
    go(async function stopAll() {
      for (const { stop } of services) stop.close();
      for (const { lock, tasks } of services) {
        await lock.lock();
        await tasks.wait();
        lock.unlock();
      }
      done.close();
    });
    await done.receive();
  },
  inNode: {
    async leaking() {
      const stop = new AbortController();
      async function work() {
        await once(stop.signal, 'abort'); // leaks 3: await
      }
      await Promise.all([work(), work(), work()]); // leaks: await
      stop.abort();
    },
    async mended() {
      const stop = new AbortController();
      async function work() {
        await once(stop.signal, 'abort');
      }
      const all = Promise.all([work(), work(), work()]);
      stop.abort();
      await all;
    },
  },
};

export const cockroach1462: Kernel = {
  fault: 'On a stop, who receives events leaves; who sends them is stuck at the next, and the stop waits for both.',
  async leaking() {
    const workers = new WaitGroup();
    const [events, stop] = [new Channel<number>(), new Channel<never>()];
    workers.go(async function intercept() {
      while (!stop.closed) {
        await events.send(1); // leaks: chan send
      }
    });
    workers.go(async function process() {
      await events.receive();
      await stop.receive();
    });
    await null;
    stop.close();
    await workers.wait(); // leaks: wait group
  },
  async mended() {
    const workers = new WaitGroup();
    const [events, stop] = [new Channel<number>(), new Channel<never>()];
    workers.go(async function intercept() {
      while (!stop.closed) {
        await select<number>([{ send: events, value: 1 }, { receive: stop }]);
      }
    });
    workers.go(async function process() {
      await events.receive();
      await stop.receive();
    });
    await null;
    stop.close();
    await workers.wait();
  },
};
