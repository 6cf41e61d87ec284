import { Channel } from 'taskscope';
import { program } from './limit.ts';

class Request {
  readonly reply = new Channel<string>();
  fail(): Error {
    return new Error('failed');
  }
}

// #region held
function keepsWhoFailed() {
  const request = new Request();
  void waitsFor(request.reply);
  program.kept.add(request.fail()); // has the `this` of the calls it came through
}

function keepsAFunction() {
  const reply = new Channel<string>();
  void waitsFor(reply);
  const fail = () => new Error(`failed with ${reply.length} replies`);
  program.kept.add(fail()); // has the functions, and what these use of their scopes
}

async function waitsFor(reply: Channel<string>) {
  await reply.receive(); // held 2: chan receive
}
// #endregion held

// #region proven
function readsItsStack() {
  const request = new Request();
  void waits(request.reply);
  const error = request.fail();
  void error.stack; // is text from here on
  program.kept.add(error);
}

async function waits(reply: Channel<string>) {
  await reply.receive(); // leaks: chan receive
}
// #endregion proven

export const held = [keepsWhoFailed, keepsAFunction];
export const proven = readsItsStack;
