import { Channel, go } from 'taskscope';

// #region leaking
const registered = new Set<Channel<string>>();

export async function leaking() {
  const answers = new Channel<string>();
  registered.add(answers); // and never deleted: for all one can know, somebody will use it
  go(async () => {
    await answers.receive();
  });
}
// #endregion leaking

// #region healthy
export async function healthy() {
  const answers = new Channel<string>();
  registered.add(answers);
  go(async () => {
    await answers.receive();
  });
  registered.delete(answers);
  answers.close();
}
// #endregion healthy
