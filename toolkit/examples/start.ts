/** A handler that asks three sources and takes two answers: with each request one task is left, and never ends. */
import { Channel, collect, formatProfile, profile } from 'taskscope';

async function ask(source: string, rows: Channel<string>): Promise<void> {
  await rows.send(`a row from ${source}`);
}

async function query(): Promise<unknown[]> {
  const rows = new Channel<string>();
  for (const source of ['database', 'cache', 'search']) void ask(source, rows);
  return [await rows.receive(), await rows.receive()];
}

for (let request = 0; request < 10; request++) await query();
await collect();
console.log(formatProfile(profile()));
