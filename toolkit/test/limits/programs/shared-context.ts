import { Channel } from 'taskscope';
import { program } from './limit.ts';

// #region held
export function held() {
  const reply = new Channel<string>();
  const answer = () => reply.send('yes');
  const count = () => 1;
  void answer;
  program.kept.add(count); // never uses `reply`, but shares its scope with `answer`, which does
  void waitsFor(reply);
}

async function waitsFor(reply: Channel<string>) {
  await reply.receive(); // held: chan receive
}
// #endregion held

// #region proven
function keepsAFunctionMadeElsewhere() {
  const reply = new Channel<string>();
  const answer = () => reply.send('yes');
  void answer;
  program.kept.add(counter());
  void waits(reply);
}

function counter() {
  return () => 1;
}

function keepsAFunctionOfTheScopeAround() {
  program.kept.add(() => 1);
  {
    const reply = new Channel<string>();
    const answer = () => reply.send('yes');
    void answer;
    void waits(reply);
  }
}

async function waits(reply: Channel<string>) {
  await reply.receive(); // leaks 2: chan receive
}
// #endregion proven

export const proven = [keepsAFunctionMadeElsewhere, keepsAFunctionOfTheScopeAround];
