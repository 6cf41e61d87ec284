/**
 * Runs the programs in the files that are named on the command line, each form as often as the first word says, and prints
 * what taskscope says of them as JSON. Nothing is collected before all that leak have run; the second word says how many
 * leaks there should be then.
 */
import { basename } from 'node:path';
import { collect, type Group, profile, taskCount } from 'taskscope';
import type { Form, Kernel } from './kernel.ts';

export interface Observed {
  /** What each form left in the task count, by file, program and form: `lock-order/moby4951/leaking`. */
  left: { [form: string]: number };
  /** What was there after the collection. */
  groups: { place: string; wait: string; leaked: boolean; count: number }[];
  /** The task count before the collection, and after it. */
  counts: [before: number, after: number];
  /** What was proven of the mended forms, which were run and collected last. */
  blamed: number;
  faults: { [program: string]: { fault: string; heldBy?: string } };
}

const PATIENCE = 5000;
const [times = '1', expected = '0', ...files] = process.argv.slice(2);
const observed: Observed = { left: {}, groups: [], counts: [0, 0], blamed: 0, faults: {} };
const kernels: [name: string, kernel: Kernel][] = [];
for (const file of files) {
  const exported: { [name: string]: Kernel } = await import(`./${file}.ts`);
  for (const [name, kernel] of Object.entries(exported)) kernels.push([`${file}/${name}`, kernel]);
}

for (const [name, kernel] of kernels) {
  const { fault, heldBy, inNode } = kernel;
  observed.faults[name] = heldBy === undefined ? { fault } : { fault, heldBy };
  await run(`${name}/leaking`, kernel.leaking);
  if (inNode !== undefined) await run(`${name}/leakingInNode`, inNode.leaking);
}
const before = taskCount();
const proven = await prove();
observed.counts = [before, taskCount()];
observed.groups = profile().groups.map(summary);
for (const [name, kernel] of kernels) {
  await run(`${name}/mended`, kernel.mended);
  if (kernel.inNode !== undefined) await run(`${name}/mendedInNode`, kernel.inNode.mended);
}
observed.blamed = (await collect()) - proven;
process.stdout.write(JSON.stringify(observed), () => process.exit());

async function run(name: string, form: Form['leaking']): Promise<void> {
  const start = taskCount();
  for (let time = 0; time < Number(times); time++) form();
  await quiet();
  observed.left[name] = taskCount() - start;
}

/** What V8 compiles at the moment of a collection is held until it is done, so that a later one proves what waits in it. */
async function prove(): Promise<number> {
  let proven = await collect();
  for (const end = Date.now() + PATIENCE; proven < Number(expected) && Date.now() < end; ) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    proven = await collect();
  }
  return proven;
}

/** Until the count stays as it is: nothing here takes longer than a few turns, but for what waits for ever. */
async function quiet(): Promise<void> {
  for (let count = taskCount(), turns = 0; turns < 8; turns++) {
    await new Promise((resolve) => setImmediate(resolve));
    if (taskCount() === count) continue;
    count = taskCount();
    turns = 0;
  }
}

function summary({ frames: [innermost], wait, leaked, count }: Group): Observed['groups'][number] {
  return { place: `${basename(innermost?.file ?? '')}:${innermost?.line}`, wait, leaked, count };
}
