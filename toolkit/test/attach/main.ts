/**
 * `npm run verify attach [CYCLES] [seed S]`: so many times on each Node, a process is attached to, read and closed, and the command
 * is killed at random moments a third as often. Prints a row for each.
 */
import { randomInt } from 'node:crypto';
import { nodeOf, SUPPORTED } from '../nodes.ts';
import { attachAgain, type Cycles, killAgain } from './cycles.ts';

/** Milliseconds after a command has begun to attach in which it is killed. */
const MOMENTS = 800;

const words = process.argv.slice(2);
const times = Number(words.find((word) => /^\d+$/.test(word) && words[words.indexOf(word) - 1] !== 'seed') ?? 300);
const seed = words.includes('seed') ? Number(words[words.indexOf('seed') + 1]) : randomInt(2 ** 31);
console.log(`${times} cycles on each Node, seed ${seed}`);
let failed = 0;
for (const major of SUPPORTED) {
  const node = nodeOf(major);
  if (node === null) {
    console.log(`✗ Node ${major} is not installed: \`.ci/run\` installs it.`);
    failed++;
    continue;
  }
  show(`Node ${major}, attached`, await attachAgain(node, times));
  show(`Node ${major}, killed`, await killAgain(node, moments(Math.ceil(times / 3))));
}
console.log(failed === 0 ? 'all as it was found' : `${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function show(name: string, { cycles, problems, requests, longest }: Cycles): void {
  failed += problems.length;
  const load = requests === 0 ? '' : `, ${requests} requests`;
  console.log(
    `${problems.length === 0 ? '✓' : '✗'} ${name}: ${cycles} times${load}, at most ${Math.round(longest)} ms`,
  );
  for (const problem of problems) console.log(`    ${problem}`);
}

/** The same for the same seed: a linear congruential generator, with the numbers of `Numerical Recipes`. */
function moments(count: number): number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * MOMENTS);
  });
}
