/** What was started has its result when nobody wants it any more. */
import { EventEmitter, once } from 'node:events';
import { Channel, go, select } from 'taskscope';
import type { Kernel } from './kernel.ts';

export const grpc660: Kernel = {
  fault: 'A benchmark is stopped while a call is under way, and the call has no one to tell that it is done.',
  leaking() {
    const stop = new Channel<true>(1);
    void stop.send(true);
    go(async function loop() {
      const done = new Channel<boolean>();
      go(async function call() {
        await null;
        await done.send(true); // leaks: chan send
      });
      await select<boolean>([{ receive: stop }, { receive: done }]);
    });
  },
  mended() {
    const stop = new Channel<true>(1);
    void stop.send(true);
    go(async function loop() {
      const done = new Channel<boolean>(1); // a place for the result, whoever comes for it
      go(async function call() {
        await null;
        await done.send(true);
      });
      await select<boolean>([{ receive: stop }, { receive: done }]);
    });
  },
};

export const kubernetes5316: Kernel = {
  fault: 'A request has a time-out, and when it is over the answer still comes.',
  leaking() {
    const timeIsUp = new Channel<never>();
    timeIsUp.close();
    go(async function finish() {
      const answer = new Channel<string>();
      go(async function request() {
        await null;
        await answer.send('late'); // leaks: chan send
      });
      await select<string>([{ receive: answer }, { receive: timeIsUp }]);
    });
  },
  mended() {
    const timeIsUp = new Channel<never>();
    timeIsUp.close();
    go(async function finish() {
      const answer = new Channel<string>(1);
      go(async function request() {
        await null;
        await answer.send('late');
      });
      await select<string>([{ receive: answer }, { receive: timeIsUp }]);
    });
  },
  inNode: {
    async leaking() {
      const connection = new EventEmitter();
      async function request() {
        await once(connection, 'answer'); // leaks: await
      }
      await Promise.race([request(), null]); // the time is up
    },
    async mended() {
      const connection = new EventEmitter();
      const timeOut = new AbortController();
      async function request() {
        await once(connection, 'answer', { signal: timeOut.signal });
      }
      const answered = request().catch(() => {});
      await Promise.race([answered, null]);
      timeOut.abort(); // who does not wait any more says so
    },
  },
};

export const kubernetes38669: Kernel = {
  fault: 'A watcher sends what was there at its start, and is stopped by its input before anybody listens.',
  leaking() {
    const [input, results] = [new Channel<number>(), new Channel<number>()];
    go(async function process() {
      for (const event of [1, 2]) {
        await results.send(event); // leaks: chan send
      }
      for await (const event of input) await results.send(event);
    });
    input.close();
  },
  mended() {
    const [input, results] = [new Channel<number>(), new Channel<number>(2)]; // as many places as there are at its start
    go(async function process() {
      for (const event of [1, 2]) await results.send(event);
      for await (const event of input) await results.send(event);
    });
    input.close();
  },
};

export const moby4395: Kernel = {
  fault: 'A helper runs a function and sends what it returned to a channel, which its caller throws away.',
  leaking() {
    function run(fn: () => string): Channel<string> {
      const result = new Channel<string>();
      go(async () => {
        await result.send(fn()); // leaks: chan send
      });
      return result;
    }
    run(() => 'done');
  },
  mended() {
    function run(fn: () => string): Channel<string> {
      const result = new Channel<string>(1);
      go(async () => {
        await result.send(fn());
      });
      return result;
    }
    run(() => 'done');
  },
};

export const moby33293: Kernel = {
  fault: 'A function sends an error into the channel that it is about to return.',
  leaking() {
    async function wait(): Promise<Channel<Error>> {
      const errors = new Channel<Error>();
      await errors.send(new Error('no such container')); // leaks: chan send
      return errors;
    }
    go(async () => {
      await (await wait()).receive();
    });
  },
  mended() {
    async function wait(): Promise<Channel<Error>> {
      const errors = new Channel<Error>(1);
      await errors.send(new Error('no such container'));
      return errors;
    }
    go(async () => {
      await (await wait()).receive();
    });
  },
};

export const moby33781: Kernel = {
  fault: 'A health monitor is stopped while a probe runs, and the probe has no one to tell its result.',
  leaking() {
    const stop = new Channel<true>(1);
    void stop.send(true);
    go(async function monitor() {
      const results = new Channel<boolean>();
      go(async function probe() {
        await null;
        await results.send(true); // leaks: chan send
        results.close();
      });
      await select<boolean>([{ receive: stop }, { receive: results }]);
    });
  },
  mended() {
    const stop = new Channel<true>(1);
    void stop.send(true);
    go(async function monitor() {
      const results = new Channel<boolean>();
      go(async function probe() {
        await null;
        await results.send(true);
        results.close();
      });
      await stop.receive();
      await results.receive(); // the probe is waited for, too
    });
  },
};
