/** V8 collects a lost task, and what the task holds is never given back: its `finally` does not run. */
import { Channel, collect, leakedCount } from 'taskscope';

let freeConnections = 10;

// #region handle
async function handle(): Promise<void> {
  freeConnections--;
  try {
    const answer = new Channel<string>();
    // Nobody else knows this channel, so nobody will ever send.
    await answer.receive();
  } finally {
    freeConnections++;
  }
}
// #endregion

async function main(): Promise<void> {
  for (let request = 0; request < 3; request++) void handle();
  await collect();
  console.log(`proven to be leaked, and collected: ${leakedCount()} tasks`);
  console.log(`free connections: ${freeConnections} of 10`);
}

void main();
