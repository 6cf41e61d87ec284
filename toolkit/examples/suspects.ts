/** What is proven, and what is only suspected: two looks at the groups, a load apart. */
import { Channel, collect, type Group, profile } from 'taskscope';

const jobs = new Channel<string>();
const subscribers: Channel<string>[] = [];

/** A pool: it waits for work, and may. */
async function worker(): Promise<void> {
  for await (const job of jobs) console.log(job);
}

/** Nobody else knows the channel: lost. */
async function waitForReply(): Promise<void> {
  await new Channel<string>().receive();
}

/** The list knows the channel, and nobody ever takes it out: kept. */
async function follow(): Promise<void> {
  const updates = new Channel<string>();
  subscribers.push(updates);
  await updates.receive();
}

function request(): void {
  void waitForReply();
  void follow();
}

// #region suspects
type Look = Map<string, Group>;

/** The groups by what tells them apart. `collect` stops the program for a moment, so that each proof there can be is there. */
async function look(): Promise<Look> {
  await collect();
  return new Map(profile().groups.map((group) => [keyOf(group), group]));
}

function keyOf({ name, wait, leaked, frames }: Group): string {
  return [name, wait, leaked, ...frames.map(({ line }) => line)].join(' ');
}

function compare(before: Look, after: Look): void {
  for (const [key, { name, count, leaked }] of after) {
    const grown = count - (before.get(key)?.count ?? 0);
    const verdict = leaked ? 'proven' : grown > 0 ? 'only suspected' : 'as before';
    console.log(`${name}: ${count} (+${grown}), ${verdict}`);
  }
}
// #endregion

for (let count = 0; count < 4; count++) void worker();
for (let count = 0; count < 10; count++) request();
const before = await look();
for (let count = 0; count < 10; count++) request();
compare(before, await look());
