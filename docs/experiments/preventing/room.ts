/** Three are asked, and the first answer is enough. */
import { Channel, go } from 'taskscope';
import { ask } from './sources.ts';

const SOURCES = ['north', 'south', 'west'];

// #region leaky
export async function leaky(): Promise<string | undefined> {
  const answers = new Channel<string>();
  for (const source of SOURCES) go(async () => answers.send(await ask(source)));
  return answers.receive();
}
// #endregion

// #region healthy
export async function healthy(): Promise<string | undefined> {
  const answers = new Channel<string>(SOURCES.length);
  for (const source of SOURCES) go(async () => answers.send(await ask(source)));
  return answers.receive();
}
// #endregion
