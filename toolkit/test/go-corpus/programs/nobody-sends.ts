/** A value is waited for, and who should send it or close the channel has left. */
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { setInterval as ticks } from 'node:timers/promises';
import { Channel, go, select } from 'taskscope';
import type { Kernel } from './kernel.ts';

export const grpc1275: Kernel = {
  fault: 'A stream is closed while it is read, and its buffer is not.',
  leaking() {
    const buffer = new Channel<string>();
    const stream = { close: () => {} };
    go(async function read() {
      await buffer.receive(); // leaks: chan receive
    });
    stream.close();
  },
  mended() {
    const buffer = new Channel<string>();
    const stream = { close: () => buffer.close() };
    go(async function read() {
      await buffer.receive();
    });
    stream.close();
  },
  inNode: {
    leaking() {
      const stream = new PassThrough();
      async function read() {
        for await (const _ of stream) continue; // leaks: await
      }
      void read();
      stream.write('a part'); // and no end
    },
    mended() {
      const stream = new PassThrough();
      async function read() {
        for await (const _ of stream) continue;
      }
      void read();
      stream.end('the last part');
    },
  },
};

export const grpc1424: Kernel = {
  fault: 'Who dials waits to be told by a watcher that it is done, and the watcher ends without a word.',
  leaking() {
    const [addresses, done] = [new Channel<string>(), new Channel<true>()];
    go(async function watch() {
      for await (const _ of addresses) continue;
    });
    go(async function dial() {
      await done.receive(); // leaks: chan receive
    });
    addresses.close();
  },
  mended() {
    const [addresses, done] = [new Channel<string>(), new Channel<true>()];
    go(async function watch() {
      for await (const _ of addresses) continue;
      done.close();
    });
    go(async function dial() {
      await done.receive();
    });
    addresses.close();
  },
  inNode: {
    leaking() {
      const done = Promise.withResolvers<void>();
      async function watch(addresses: AsyncIterable<string>) {
        for await (const address of addresses) if (address === 'new') done.resolve();
      }
      async function dial() {
        await done.promise; // leaks: await
      }
      void watch(PassThrough.from(['old']));
      void dial();
    },
    mended() {
      const done = Promise.withResolvers<void>();
      async function watch(addresses: AsyncIterable<string>) {
        for await (const address of addresses) if (address === 'new') done.resolve();
        done.resolve(); // in any case
      }
      async function dial() {
        await done.promise;
      }
      void watch(PassThrough.from(['old']));
      void dial();
    },
  },
};

export const kubernetes70277: Kernel = {
  fault: 'Waiting ends early, and does not close the channel that would stop who polls.',
  heldBy: 'a timer that ticks',
  async leaking() {
    const [ticker, done] = [new Channel<true>(), new Channel<never>()];
    go(async function poll() {
      await select([{ receive: ticker }, { receive: done }]); // leaks: select
    });
    go(async function waitFor() {}); // at once
    await done.receive(); // leaks: chan receive
  },
  async mended() {
    const [ticker, done] = [new Channel<true>(), new Channel<never>()];
    go(async function poll() {
      await select([{ receive: ticker }, { receive: done }]);
    });
    go(async function waitFor() {
      done.close();
    });
    await done.receive();
  },
  inNode: {
    leaking() {
      async function poll() {
        for await (const _ of ticks(60_000, null, { ref: false })) continue; // held: await
      }
      void poll();
    },
    mended() {
      const done = new AbortController();
      async function poll() {
        for await (const _ of ticks(60_000, null, { ref: false, signal: done.signal })) continue;
      }
      poll().catch(() => {});
      done.abort();
    },
  },
};

export const istio18454: Kernel = {
  fault: 'A timer has fired and was heard; to reset it, the loop waits for it to fire, and who resets it waits for the loop.',
  leaking() {
    const [fired, reset] = [new Channel<true>(1), new Channel<true>(1)];
    void fired.send(true);
    go(async function loop() {
      await fired.receive();
      await reset.receive();
      await fired.receive(); // leaks: chan receive
    });
    go(async function process() {
      for (let event = 0; event < 3; event++) {
        await reset.send(true); // leaks: chan send
      }
    });
  },
  mended() {
    const [fired, reset] = [new Channel<true>(1), new Channel<true>(1)];
    void fired.send(true);
    go(async function loop() {
      await fired.receive();
      for await (const _ of reset) fired.tryReceive(); // only what is there
    });
    go(async function process() {
      for (let event = 0; event < 3; event++) await reset.send(true);
      reset.close();
    });
  },
};

export const moby21233: Kernel = {
  fault: 'Who shows the progress of a transfer stops after the first line; the transfer waits to say more, and who releases it waits for the transfer.',
  async leaking() {
    const [progress, ended] = [new Channel<string>(), new Channel<never>()];
    go(async function show() {
      for await (const _ of progress) return;
    });
    go(async function transfer() {
      for (const part of ['half', 'all']) {
        await progress.send(part); // leaks: chan send
      }
      ended.close();
    });
    await ended.receive(); // leaks: chan receive
  },
  async mended() {
    const [progress, ended] = [new Channel<string>(), new Channel<never>()];
    go(async function show() {
      for await (const _ of progress) continue;
    });
    go(async function transfer() {
      for (const part of ['half', 'all']) await progress.send(part);
      ended.close();
    });
    await ended.receive();
    progress.close();
  },
  inNode: {
    async leaking() {
      const progress = new PassThrough();
      progress.once('data', () => progress.pause());
      for (const part of ['half', 'all']) progress.write(part);
      progress.end();
      await once(progress, 'end'); // leaks: await
    },
    async mended() {
      const progress = new PassThrough();
      progress.once('data', () => progress.resume()); // on to the end
      for (const part of ['half', 'all']) progress.write(part);
      progress.end();
      await once(progress, 'end');
    },
  },
};
