/** Go's own programs of common patterns, and two that are to be hard on who looks for leaks. */
import { EventEmitter, on } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Channel, go, select, WaitGroup } from 'taskscope';
import type { Kernel } from './kernel.ts';

export const NoCloseRange: Kernel = {
  fault: 'Items are sent to no worker, and to three who wait for the item after the last.',
  leaking() {
    async function handOut(workers: number) {
      const items = new Channel<number>();
      for (let worker = 0; worker < workers; worker++) {
        go(async () => {
          for await (const _ of items) continue; // leaks 3: chan receive
        });
      }
      for (const item of [1, 2, 3]) {
        await items.send(item); // leaks: chan send
      }
    }
    go(() => handOut(0));
    go(() => handOut(3));
  },
  mended() {
    async function handOut(workers: number) {
      const items = new Channel<number>();
      for (let worker = 0; worker < workers; worker++) {
        go(async () => {
          for await (const _ of items) continue;
        });
      }
      if (workers > 0) for (const item of [1, 2, 3]) await items.send(item);
      items.close();
    }
    go(() => handOut(0));
    go(() => handOut(3));
  },
  inNode: {
    leaking() {
      const items = new EventEmitter();
      async function work() {
        for await (const _ of on(items, 'item')) continue; // leaks 3: await
      }
      for (let worker = 0; worker < 3; worker++) void work();
      items.emit('item', 1);
    },
    mended() {
      const items = new EventEmitter();
      async function work() {
        for await (const _ of on(items, 'item', { close: ['end'] })) continue;
      }
      for (let worker = 0; worker < 3; worker++) void work();
      items.emit('item', 1);
      items.emit('end');
    },
  },
};

export const MethodContractViolation: Kernel = {
  fault: 'A worker is started, and who has started it does not stop it.',
  async leaking() {
    const [jobs, stop] = [new Channel<number>(), new Channel<never>()];
    go(async function work() {
      for (let index = 0; index === 0; ) {
        ({ index } = await select<number>([{ receive: jobs }, { receive: stop }])); // leaks: select
      }
    });
    for (const job of [1, 2]) await jobs.send(job);
  },
  async mended() {
    const [jobs, stop] = [new Channel<number>(), new Channel<never>()];
    go(async function work() {
      for (let index = 0; index === 0; ) {
        ({ index } = await select<number>([{ receive: jobs }, { receive: stop }]));
      }
    });
    for (const job of [1, 2]) await jobs.send(job);
    stop.close();
  },
};

export const DoubleSend: Kernel = {
  fault: 'After an error is sent a `return` is missing, and the result is sent as well.',
  async leaking() {
    const results = new Channel<string>();
    go(async () => {
      await results.send('an error');
      await results.send('a result'); // leaks: chan send
    });
    await results.receive();
  },
  async mended() {
    const results = new Channel<string>();
    go(async () => {
      return await results.send('an error');
    });
    await results.receive();
  },
};

export const EarlyReturn: Kernel = {
  fault: 'An error makes the function return before it has received what it asked for.',
  leaking() {
    const error = new Error('early');
    go(async () => {
      const result = new Channel<string>();
      go(async () => {
        await result.send('found'); // leaks: chan send
      });
      if (error) return;
      await result.receive();
    });
  },
  mended() {
    const error = new Error('early');
    go(async () => {
      const result = new Channel<string>(1);
      go(async () => {
        await result.send('found');
      });
      if (error) return;
      await result.receive();
    });
  },
};

export const NCastLeak: Kernel = {
  fault: 'The first of five answers is taken, and of no answers, too.',
  leaking() {
    async function first(sources: number) {
      const answers = new Channel<number>();
      for (let source = 0; source < sources; source++) {
        go(async () => {
          await answers.send(source); // leaks 4: chan send
        });
      }
      await answers.receive(); // leaks: chan receive
    }
    go(() => first(5));
    go(() => first(0));
  },
  mended() {
    async function first(sources: number) {
      const answers = new Channel<number>(sources);
      for (let source = 0; source < sources; source++) {
        go(async () => {
          await answers.send(source);
        });
      }
      if (sources > 0) await answers.receive();
    }
    go(() => first(5));
    go(() => first(0));
  },
};

export const Timeout: Kernel = {
  fault: 'A cancellation is faster than the result, which nobody receives then.',
  leaking() {
    const cancelled = new Channel<never>();
    cancelled.close();
    go(async () => {
      const result = new Channel<string>();
      go(async () => {
        await null;
        await result.send('late'); // leaks: chan send
      });
      await select<string>([{ receive: result }, { receive: cancelled }]);
    });
  },
  mended() {
    const cancelled = new Channel<never>();
    cancelled.close();
    go(async () => {
      const result = new Channel<string>();
      go(async () => {
        await null;
        await select<string>([{ send: result, value: 'late' }, { receive: cancelled }]);
      });
      await select<string>([{ receive: result }, { receive: cancelled }]);
    });
  },
};

export const SpawnGC: Kernel = {
  fault: 'A tree of tasks, each of which leaves one behind that receives from a channel of its own.',
  async leaking() {
    async function spawn(children: number) {
      if (children === 0) return;
      const started = new WaitGroup();
      started.add();
      go(async () => {
        started.done();
        await new Channel<number>().receive(); // leaks 41: chan receive
      });
      for (let child = 0; child < children; child++) started.go(() => spawn(children - 1));
      await started.wait();
    }
    await spawn(4);
  },
  async mended() {
    async function spawn(children: number) {
      if (children === 0) return;
      const started = new WaitGroup();
      for (let child = 0; child < children; child++) started.go(() => spawn(children - 1));
      await started.wait();
    }
    await spawn(4);
  },
};

export const DaisyChain: Kernel = {
  fault: 'A hundred links wait one for the next, and the last for an hour: no leak.',
  heldBy: 'a timer',
  leaking() {
    async function link(position: number, out: Channel<number>) {
      const next = new Channel<number>(1);
      if (position > 0) void link(position - 1, next);
      else {
        void (async () => {
          await delay(3_600_000, null, { ref: false }); // held: await
          await next.send(1);
        })();
      }
      await next.receive(); // held 100: chan receive
      await out.send(1);
    }
    void link(99, new Channel(1));
  },
  mended() {
    async function link(position: number, out: Channel<number>) {
      const next = new Channel<number>(1);
      if (position > 0) void link(position - 1, next);
      else void next.send(1);
      await next.receive();
      await out.send(1);
    }
    void link(99, new Channel(1));
  },
};
