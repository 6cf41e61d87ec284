// The article's handler, healthy: three senders on an unbuffered channel, three answers received.
import { Channel } from 'taskscope';

const source = (name) => Promise.resolve({ name });

async function send(channel, name) {
  await channel.send(await source(name));
}

export async function query() {
  const channel = new Channel();
  for (const name of ['users', 'orders', 'tags']) void send(channel, name);
  return [await channel.receive(), await channel.receive(), await channel.receive()];
}
