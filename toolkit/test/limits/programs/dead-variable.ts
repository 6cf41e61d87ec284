import { Channel } from 'taskscope';
import { life } from './limit.ts';

// #region held
export async function held() {
  const reply = new Channel<string>();
  void waitsFor(reply); // the last use of it
  await life(); // held: await
}

async function waitsFor(reply: Channel<string>) {
  await reply.receive(); // held: chan receive
}
// #endregion held

// #region proven
async function asksByACall() {
  ask();
  await life(); // held: await
}

function ask() {
  const reply = new Channel<string>(); // gone when `ask` returns
  void waits(reply);
}

async function forgetsIt() {
  let reply: Channel<string> | null = new Channel();
  void waits(reply);
  reply = null;
  await life(); // held: await
}

async function hasNoVariable() {
  void waits(new Channel());
  await life(); // held: await
}

async function waits(reply: Channel<string>) {
  await reply.receive(); // leaks 3: chan receive
}
// #endregion proven

export const proven = [asksByACall, forgetsIt, hasNoVariable];
