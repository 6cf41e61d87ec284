/** What waits, and where: live tasks, grouped. */
import { Channel, profile, tasks } from 'taskscope';

const jobs = new Channel<string>();
const mail = new Channel<string>();

async function worker(): Promise<void> {
  for await (const job of jobs) console.log(job);
}

async function send(text: string): Promise<void> {
  await mail.send(text);
}

async function welcome(user: string): Promise<void> {
  await send(`Welcome, ${user}`);
}

for (let count = 0; count < 4; count++) void worker();
void welcome('Ada');

for (const { count, wait, frames } of profile().groups) {
  console.log(`${count} × ${wait} at ${frames.map(({ name, line }) => `${name}:${line}`).join(' < ')}`);
}
const [oldest] = tasks();
console.log(oldest?.name, 'waits for', oldest?.wait);
