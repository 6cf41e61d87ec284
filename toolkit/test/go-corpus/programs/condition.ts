/** A change is waited for, and comes without a signal, or the signal comes before it is waited for. */
import { EventEmitter, once } from 'node:events';
import { Channel, Condition, go, Mutex, select } from 'taskscope';
import type { Kernel } from './kernel.ts';

export const kubernetes11298: Kernel = {
  fault: 'A loop is told to end and signals the one that waits for it, who has not begun to wait yet.',
  leaking() {
    const changed = new Condition(new Mutex());
    const woken = new Channel<never>();
    const ended = new Channel<never>();
    ended.close();
    go(async function wait() {
      await changed.mutex.lock();
      await changed.wait(); // leaks: condition
      changed.mutex.unlock();
      woken.close();
    });
    go(async function serve() {
      changed.signal(); // too early
      await ended.receive();
      await woken.receive(); // leaks: chan receive
    });
  },
  mended() {
    const changed = new Condition(new Mutex());
    const woken = new Channel<never>();
    const ended = new Channel<never>();
    let over = false;
    go(async function wait() {
      await changed.mutex.lock();
      while (!over) await changed.wait(); // looks before it waits
      changed.mutex.unlock();
      woken.close();
    });
    go(async function serve() {
      over = true;
      changed.broadcast();
      ended.close();
      await woken.receive();
    });
  },
  inNode: {
    leaking() {
      const loop = new EventEmitter();
      async function wait() {
        await null;
        await once(loop, 'end'); // leaks: await
      }
      void wait();
      loop.emit('end'); // too early
    },
    mended() {
      const loop = new EventEmitter();
      async function wait() {
        const ended = once(loop, 'end'); // listens before anything else
        await null;
        await ended;
      }
      void wait();
      loop.emit('end');
    },
  },
};

export const moby27782: Kernel = {
  fault: 'Who removes a watch waits for its last event, and who reads events waits for somebody to take the one before.',
  leaking() {
    const seen = new Condition(new Mutex());
    const [events, closed] = [new Channel<string>(), new Channel<never>()];
    go(async function readEvents() {
      await select<string>([{ send: events, value: 'written' }, { receive: closed }]); // leaks: select
      seen.broadcast();
    });
    go(async function follow() {
      await seen.mutex.lock();
      await seen.wait(); // leaks: condition
      closed.close();
    });
  },
  mended() {
    const seen = new Condition(new Mutex());
    const [events, closed] = [new Channel<string>(), new Channel<never>()];
    go(async function readEvents() {
      await select<string>([{ send: events, value: 'written' }, { receive: closed }]);
      seen.broadcast();
    });
    go(async function follow() {
      closed.close(); // removes the watch, and waits for no event
    });
  },
};

/** One plugin for each run, in the hands of the module, as the original's are. */
const plugins = new Set<object>();

export const moby29733: Kernel = {
  fault: 'A plugin is activated once more, and those who wait for it are not told.',
  heldBy: 'the plugins that the module has',
  async leaking() {
    const plugin = { active: false, activated: new Condition(new Mutex()) };
    plugins.add(plugin);
    const done = new Channel<never>();
    go(async function waitActive() {
      await plugin.activated.mutex.lock();
      while (!plugin.active) await plugin.activated.wait(); // held: condition
      plugin.activated.mutex.unlock();
      done.close();
    });
    await null;
    plugin.active = true;
    await done.receive(); // held: chan receive
  },
  async mended() {
    const plugin = { active: false, activated: new Condition(new Mutex()) };
    plugins.add(plugin);
    const done = new Channel<never>();
    go(async function waitActive() {
      await plugin.activated.mutex.lock();
      while (!plugin.active) await plugin.activated.wait();
      plugin.activated.mutex.unlock();
      done.close();
    });
    await null;
    plugin.active = true;
    plugin.activated.broadcast();
    await done.receive();
    plugins.delete(plugin);
  },
  inNode: {
    leaking() {
      const plugin = Object.assign(new EventEmitter(), { active: false });
      async function waitActive() {
        if (!plugin.active) await once(plugin, 'active'); // leaks: await
      }
      void waitActive();
      plugin.active = true;
    },
    mended() {
      const plugin = Object.assign(new EventEmitter(), { active: false });
      async function waitActive() {
        if (!plugin.active) await once(plugin, 'active');
      }
      void waitActive();
      plugin.active = true;
      plugin.emit('active');
    },
  },
};

export const moby30408: Kernel = {
  fault: 'A plugin fails to start, and those who wait for it look only at whether it has started.',
  async leaking() {
    const plugin = { manifest: null, error: new Error('no such file'), started: new Condition(new Mutex()) };
    const done = new Channel<never>();
    go(async function waitActive() {
      await plugin.started.mutex.lock();
      while (plugin.manifest === null) await plugin.started.wait(); // leaks: condition
      plugin.started.mutex.unlock();
      done.close();
    });
    await null;
    plugin.started.broadcast();
    await done.receive(); // leaks: chan receive
  },
  async mended() {
    const plugin = { manifest: null, error: new Error('no such file'), started: new Condition(new Mutex()) };
    const done = new Channel<never>();
    go(async function waitActive() {
      await plugin.started.mutex.lock();
      while (plugin.manifest === null && plugin.error === null) await plugin.started.wait();
      plugin.started.mutex.unlock();
      done.close();
    });
    await null;
    plugin.started.broadcast();
    await done.receive();
  },
  inNode: {
    leaking() {
      const plugin = new EventEmitter();
      async function waitActive() {
        await new Promise((active) => plugin.once('active', active)); // leaks: await
      }
      void waitActive();
      plugin.emit('failed', new Error('no such file'));
    },
    mended() {
      const plugin = new EventEmitter();
      async function waitActive() {
        await once(plugin, 'active'); // rejected on `error`, too
      }
      waitActive().catch(() => {});
      plugin.emit('error', new Error('no such file'));
    },
  },
};
