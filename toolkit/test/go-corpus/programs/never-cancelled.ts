/** A task waits for a cancellation that nobody sends. */
import { EventEmitter, on, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Channel, go, select } from 'taskscope';
import type { Kernel } from './kernel.ts';

export const cockroach13197: Kernel = {
  fault: 'A transaction begins, with a task that waits for its end, and is neither committed nor rolled back.',
  leaking() {
    function begin() {
      const done = new Channel<never>();
      go(async function awaitDone() {
        await done.receive(); // leaks: chan receive
      });
      return { rollBack: () => done.close() };
    }
    begin();
  },
  mended() {
    function begin() {
      const done = new Channel<never>();
      go(async function awaitDone() {
        await done.receive();
      });
      return { rollBack: () => done.close() };
    }
    begin().rollBack();
  },
  inNode: {
    leaking() {
      function begin(): AbortController {
        const controller = new AbortController();
        async function awaitDone(signal: AbortSignal) {
          await once(signal, 'abort'); // leaks: await
        }
        void awaitDone(controller.signal);
        return controller;
      }
      begin();
    },
    mended() {
      function begin(): AbortController {
        const controller = new AbortController();
        async function awaitDone(signal: AbortSignal) {
          await once(signal, 'abort');
        }
        void awaitDone(controller.signal);
        return controller;
      }
      begin().abort();
    },
  },
};

export const cockroach13755: Kernel = {
  fault: 'The rows of a query are not closed, and a task waits for them to be.',
  leaking() {
    const rows = { closed: new Channel<never>() };
    go(async function awaitDone() {
      await rows.closed.receive(); // leaks: chan receive
    });
  },
  mended() {
    const rows = { closed: new Channel<never>() };
    go(async function awaitDone() {
      await rows.closed.receive();
    });
    rows.closed.close();
  },
  inNode: {
    async leaking() {
      async function* query() {
        for (;;) yield await Promise.resolve('a row');
      }
      async function first(signal: AbortSignal) {
        for await (const _ of query()) break;
        await new Promise((closed) => signal.addEventListener('abort', closed)); // leaks: await
      }
      void first(new AbortController().signal);
    },
    async mended() {
      async function* query() {
        for (;;) yield await Promise.resolve('a row');
      }
      async function first() {
        for await (const _ of query()) break; // closes it
      }
      void first();
    },
  },
};

export const cockroach10790: Kernel = {
  fault: 'Commands are given up on a cancellation, and a task is left to drain what will not come.',
  leaking() {
    const commands = new Channel<true>();
    const cancelled = new Channel<never>();
    go(async function begin() {
      await select<true>([{ receive: commands }, { receive: cancelled }]);
      go(async function drain() {
        await commands.receive(); // leaks: chan receive
      });
    });
    cancelled.close();
  },
  mended() {
    const commands = new Channel<true>();
    const cancelled = new Channel<never>();
    go(async function begin() {
      await select<true>([{ receive: commands }, { receive: cancelled }]);
      go(async function drain() {
        await select<true>([{ receive: commands }, { receive: cancelled }]);
      });
    });
    cancelled.close();
  },
};

export const cockroach25456: Kernel = {
  fault: 'A queue processes a replica until it is told to stop, in a test that never stops it.',
  async leaking() {
    const quiesced = new Channel<never>();
    async function process() {
      await quiesced.receive(); // leaks: chan receive
    }
    await process();
    await process();
  },
  async mended() {
    const quiesced = new Channel<never>();
    async function process() {
      await quiesced.receive();
    }
    quiesced.close();
    await process();
    await process();
  },
  inNode: {
    async leaking() {
      const stopper = new AbortController();
      async function process(signal: AbortSignal) {
        for await (const _ of on(new EventEmitter(), 'replica', { signal })) continue; // leaks: await
      }
      await process(stopper.signal);
    },
    async mended() {
      const stopper = new AbortController();
      async function process(signal: AbortSignal) {
        for await (const _ of on(new EventEmitter(), 'replica', { signal })) continue;
      }
      stopper.abort();
      await process(stopper.signal).catch(() => {});
    },
  },
};

export const grpc862: Kernel = {
  fault: 'Dialling is given up before there is a connection to close, and what it has started tries again for ever.',
  heldBy: 'the timer of the next try',
  leaking() {
    const [next, closed] = [new Channel<true>(), new Channel<never>()];
    const timer = setInterval(() => next.trySend(true), 60_000);
    timer.unref();
    go(async function connect() {
      for (;;) {
        const { index } = await select<true>([{ receive: next }, { receive: closed }]); // held: select
        if (index === 1) return;
      }
    });
  },
  mended() {
    const [next, closed] = [new Channel<true>(), new Channel<never>()];
    const timer = setInterval(() => next.trySend(true), 60_000);
    timer.unref();
    go(async function connect() {
      for (;;) {
        const { index } = await select<true>([{ receive: next }, { receive: closed }]);
        if (index === 1) return clearInterval(timer);
      }
    });
    closed.close(); // whether there is a connection or not
  },
  inNode: {
    leaking() {
      async function connect() {
        for (;;) await delay(60_000, null, { ref: false }); // held: await
      }
      void connect();
    },
    mended() {
      const closed = new AbortController();
      async function connect(signal: AbortSignal) {
        for (;;) await delay(60_000, null, { ref: false, signal });
      }
      connect(closed.signal).catch(() => {});
      closed.abort();
    },
  },
};
