import { Channel, go } from 'taskscope';

// #region leaking
export async function leaking() {
  const answer = new Channel<string>();
  go(async () => {
    await answer.receive(); // nobody sends
  });
  return answer;
}
// #endregion leaking

// #region healthy
export async function healthy() {
  const answer = new Channel<string>();
  go(async () => {
    await answer.receive();
  });
  answer.close(); // no answer is an answer
  return answer;
}
// #endregion healthy
