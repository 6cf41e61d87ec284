/** Runs the limits that are named on the command line, in both forms, and prints where tasks wait, as JSON. */
import { collect } from 'taskscope';
import { groups } from './groups.ts';
import type { Limit } from './limit.ts';

for (const name of process.argv.slice(2)) {
  const { held, proven }: Limit = await import(`./${name}.ts`);
  for (const form of [held, proven].flat()) void form();
}
await new Promise((resolve) => setImmediate(resolve));
await collect();
process.stdout.write(JSON.stringify(groups()), () => process.exit());
