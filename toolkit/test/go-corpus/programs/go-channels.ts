/** Go's own small programs: one for each way to wait at a channel. */
import { Channel, go, select } from 'taskscope';
import type { Kernel } from './kernel.ts';

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
