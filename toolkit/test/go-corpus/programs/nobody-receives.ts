/** A value is sent, and who should take it has left. */
import { EventEmitter, once } from 'node:events';
import { PassThrough } from 'node:stream';
import { Channel, go, select } from 'taskscope';
import type { Kernel } from './kernel.ts';

export const cockroach24808: Kernel = {
  fault: 'A compactor is told to start by a value in a channel with one place, and the place is taken.',
  async leaking() {
    const wake = new Channel<true>(1);
    await wake.send(true);
    await wake.send(true); // leaks: chan send
    go(async () => {
      await wake.receive();
    });
  },
  async mended() {
    const wake = new Channel<true>(1);
    await wake.send(true);
    wake.trySend(true); // one is enough
    go(async () => {
      await wake.receive();
    });
  },
};

export const cockroach35931: Kernel = {
  fault: 'A flow is cancelled, and says so to a receiver whose buffer is full, before anybody reads.',
  async leaking() {
    const rows = new Channel<string>(1);
    await rows.send('a row');
    await rows.send('cancelled'); // leaks: chan send
  },
  async mended() {
    const rows = new Channel<string>(1);
    await rows.send('a row');
    go(async () => {
      for await (const _ of rows) continue;
    });
    await rows.send('cancelled');
    rows.close();
  },
  inNode: {
    async leaking() {
      const rows = new PassThrough({ highWaterMark: 1 });
      if (!rows.write('a row')) await once(rows, 'drain'); // leaks: await
      rows.end('cancelled');
    },
    async mended() {
      const rows = new PassThrough({ highWaterMark: 1 });
      rows.resume(); // somebody reads
      if (!rows.write('a row')) await once(rows, 'drain');
      rows.end('cancelled');
    },
  },
};

export const cockroach35073: Kernel = {
  fault: 'A consumer closes and takes one row out of a full buffer, while two more are to be pushed.',
  async leaking() {
    const rows = new Channel<number>(2);
    async function push() {
      await rows.send(1); // leaks: chan send
    }
    await push();
    await push();
    go(push);
    go(push);
    rows.tryReceive();
  },
  async mended() {
    const rows = new Channel<number>(2);
    async function push() {
      if (!rows.closed) await rows.send(1).catch(() => {}); // was closed meanwhile
    }
    await push();
    await push();
    go(push);
    go(push);
    rows.close();
  },
};

export const cockroach18101: Kernel = {
  fault: 'A restore is cancelled and stops to receive; who splits the ranges goes on sending them.',
  leaking() {
    const ranges = new Channel<number>(2);
    go(async function split() {
      for (let range = 0; range < 4; range++) {
        await ranges.send(range); // leaks: chan send
      }
      ranges.close();
    });
    go(async function restore() {
      for await (const _ of ranges) return; // cancelled
    });
  },
  mended() {
    const ranges = new Channel<number>(2);
    const cancelled = new AbortController();
    go(async function split() {
      for (let range = 0; range < 4; range++) {
        await ranges.send(range, { signal: cancelled.signal });
      }
      ranges.close();
    }).catch(() => {});
    go(async function restore() {
      for await (const _ of ranges) return cancelled.abort();
    });
  },
  inNode: {
    leaking() {
      const { readable, writable } = new TransformStream<number, number>();
      async function split() {
        const writer = writable.getWriter();
        for (let range = 0; range < 4; range++) {
          await writer.write(range); // leaks: await
        }
      }
      async function restore() {
        const reader = readable.getReader();
        await reader.read();
        reader.releaseLock();
      }
      void split();
      void restore();
    },
    mended() {
      const { readable, writable } = new TransformStream<number, number>();
      async function split() {
        const writer = writable.getWriter();
        for (let range = 0; range < 4; range++) await writer.write(range);
      }
      async function restore() {
        const reader = readable.getReader();
        await reader.read();
        await reader.cancel(); // says so to who writes
      }
      split().catch(() => {});
      void restore();
    },
  },
};

export const etcd6857: Kernel = {
  fault: 'A node is asked for its status when it has stopped.',
  async leaking() {
    const [questions, stop] = [new Channel<Channel<string>>(), new Channel<true>()];
    go(async function run() {
      const { index, value } = await select<Channel<string> | true>([{ receive: questions }, { receive: stop }]);
      if (index === 0 && value instanceof Channel) await value.send('running');
    });
    await stop.send(true);
    const answer = new Channel<string>();
    await questions.send(answer); // leaks: chan send
    await answer.receive();
  },
  async mended() {
    const [questions, stop, stopped] = [new Channel<Channel<string>>(), new Channel<true>(), new Channel<true>()];
    go(async function run() {
      await select<Channel<string> | true>([{ receive: questions }, { receive: stop }]);
      stopped.close();
    });
    await stop.send(true);
    await select<Channel<string> | true>([{ send: questions, value: new Channel<string>() }, { receive: stopped }]);
  },
  inNode: {
    async leaking() {
      const node = new EventEmitter();
      node.on('status', (reply: EventEmitter) => reply.emit('answer', 'running'));
      node.removeAllListeners(); // it stops
      const reply = new EventEmitter();
      node.emit('status', reply);
      await once(reply, 'answer'); // leaks: await
    },
    async mended() {
      const node = new EventEmitter();
      const stopped = new AbortController();
      node.on('status', (reply: EventEmitter) => reply.emit('answer', 'running'));
      node.removeAllListeners();
      stopped.abort();
      const reply = new EventEmitter();
      node.emit('status', reply);
      await once(reply, 'answer', { signal: stopped.signal }).catch(() => {});
    },
  },
};

export const istio17860: Kernel = {
  fault: 'An agent ends by its signal, and the proxies that it has started report how they ended.',
  async leaking() {
    const [ended, cancelled] = [new Channel<number>(), new Channel<never>()];
    go(async function run() {
      await select([{ receive: ended }, { receive: cancelled }]);
    });
    cancelled.close();
    for (const epoch of [1, 2]) {
      go(async function proxy() {
        await ended.send(epoch); // leaks 2: chan send
      });
    }
  },
  async mended() {
    const [ended, cancelled] = [new Channel<number>(2), new Channel<never>()]; // a place for each
    go(async function run() {
      await select([{ receive: ended }, { receive: cancelled }]);
    });
    cancelled.close();
    for (const epoch of [1, 2]) {
      go(async function proxy() {
        await ended.send(epoch);
      });
    }
  },
};

export const kubernetes25331: Kernel = {
  fault: 'A watch is stopped by an error, and the error is sent on as a result, to nobody.',
  async leaking() {
    const [results, errors] = [new Channel<Error>(), new Channel<Error>()];
    go(async function run() {
      const error = await errors.receive();
      if (error) await results.send(error); // leaks: chan send
    });
    await errors.send(new Error('stopped'));
  },
  async mended() {
    const [results, errors, cancelled] = [new Channel<Error>(), new Channel<Error>(), new Channel<never>()];
    go(async function run() {
      const error = await errors.receive();
      if (error) await select<Error>([{ send: results, value: error }, { receive: cancelled }]);
    });
    await errors.send(new Error('stopped'));
    cancelled.close();
  },
};
