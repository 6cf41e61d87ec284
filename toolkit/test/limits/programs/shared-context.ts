import { Channel } from 'taskscope';
import { program } from './limit.ts';

// #region held
export function held() {
  const reply = new Channel<string>();
  const answer = () => reply.send('yes');
  const count = () => 1;
  void answer;
  program.kept.add(count); // never uses `reply`, but shares its scope with `answer`, which does
  void (async () => {
    await reply.receive(); // held: chan receive
  })();
}
// #endregion held

// #region proven
export function proven() {
  const reply = new Channel<string>();
  const answer = () => reply.send('yes');
  void answer;
  program.kept.add(counter()); // made in a scope that knows nothing of `reply`
  void (async () => {
    await reply.receive(); // leaks: chan receive
  })();
}

function counter() {
  return () => 1;
}
// #endregion proven
