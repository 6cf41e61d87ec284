import { Channel, go } from 'taskscope';

async function pass(from: Channel<number>, to: Channel<number>): Promise<void> {
  const value = await from.receive();
  if (value !== undefined) await to.send(value + 1);
}

// #region leaking
export async function leaking() {
  const links = Array.from({ length: 11 }, () => new Channel<number>());
  for (const [index, to] of links.entries()) {
    const from = links[index + 1];
    if (from !== undefined) go(() => pass(from, to));
  }
  return links; // nothing is ever put in at the end
}
// #endregion leaking

// #region healthy
export async function healthy() {
  const links = Array.from({ length: 11 }, () => new Channel<number>());
  for (const [index, to] of links.entries()) {
    const from = links[index + 1];
    if (from !== undefined) go(() => pass(from, to));
  }
  await links.at(-1)?.send(0);
  await links[0]?.receive();
  return links;
}
// #endregion healthy
