/** Tasks that wait for ever, and what keeps them alive: asked in the program itself. */
import { suspended } from 'taskscope';

const hubs = new Map<string, { watchers: (() => void)[] }>();

async function watch(name: string): Promise<void> {
  const hub = hubs.get(name) ?? { watchers: [] };
  hubs.set(name, hub);
  await new Promise<void>((resolve) => hub.watchers.push(resolve));
}

for (const name of ['north', 'south', 'west']) void watch(name);

const { groups } = await suspended();
for (const { count, frames, heldBy } of groups) {
  console.log(`${count} at ${frames[0]?.file}:${frames[0]?.line}`);
  for (const { path } of heldBy) console.log(`  held by ${path.join(' → ')}`);
}
