/** A proof: what waits and can never be woken, told apart from what only waits. */
import { Channel, collect, leakedCount, profile, taskCount } from 'taskscope';

const shutdown = new Channel<string>();

async function waitForReply(): Promise<void> {
  // Nobody else knows this channel, so nobody will ever send.
  await new Channel<string>().receive();
}

async function waitForShutdown(): Promise<void> {
  // The module knows this one, so it may still come.
  await shutdown.receive();
}

void waitForReply();
void waitForShutdown();
console.log('before:', taskCount(), 'tasks,', leakedCount(), 'proven to be leaked');

await collect();
console.log('after: ', taskCount(), 'tasks,', leakedCount(), 'proven to be leaked');
for (const { name, wait, frames } of profile().groups.filter((group) => group.leaked)) {
  console.log(`${name} waits for ever: ${wait}, line ${frames[0]?.line}`);
}
