/** Three senders, two receives, a thousand times: which of the three is left over? */
import { Channel, collect, go, profile } from 'taskscope';

async function handle(): Promise<void> {
  const channel = new Channel<number>();
  for (const name of ['first', 'second', 'third']) {
    go(
      async () => {
        await channel.send(1);
      },
      { name },
    );
  }
  await channel.receive();
  await channel.receive();
}

for (let request = 0; request < 1000; request++) await handle();
await collect();
for (const { count, name, wait } of profile().groups) console.log(`${count} × ${name}, ${wait}`);
