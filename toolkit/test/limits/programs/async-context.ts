import { AsyncLocalStorage } from 'node:async_hooks';
import { Channel } from 'taskscope';
import { life } from './limit.ts';

const requests = new AsyncLocalStorage<{ reply: Channel<string> }>();

// #region held
function startsATimer() {
  const reply = new Channel<string>();
  requests.run({ reply }, () => {
    setInterval(refresh, 60_000).unref(); // runs in the context of this request, for ever
    void waitsFor(reply);
  });
}

function startsATask() {
  const reply = new Channel<string>();
  requests.run({ reply }, () => {
    void goesOn();
    void waitsFor(reply);
  });
}

async function waitsFor(reply: Channel<string>) {
  await reply.receive(); // held 2: chan receive
}
// #endregion held

// #region proven
function startsThemOutside() {
  const reply = new Channel<string>();
  requests.run({ reply }, () => {
    requests.exit(() => {
      setInterval(refresh, 60_000).unref();
      void goesOn();
    });
    void waits(reply);
  });
}

async function waits(reply: Channel<string>) {
  await reply.receive(); // leaks: chan receive
}
// #endregion proven

function refresh(): void {}

async function goesOn(): Promise<void> {
  await life(); // held 2: await
}

export const held = [startsATimer, startsATask];
export const proven = startsThemOutside;
