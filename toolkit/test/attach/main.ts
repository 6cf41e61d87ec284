/**
 * `npm run verify attach [CYCLES] [kills N] [seed S] [on MAJOR …]`: so many times on each Node a process is attached to, read and
 * closed, half of it under load, and the command is killed at so many random moments; a third of the cycles, unless it is said. Prints
 * a row for each.
 */
import { randomInt } from 'node:crypto';
import { nodeOf, SUPPORTED } from '../nodes.ts';
import { attachAgain, type Cycles } from './cycles.ts';
import { killAgain, killBoth, killBusyAgain } from './kills.ts';

const CYCLES = 300;
const SEEDS = 2 ** 31;
/** Milliseconds after a command has begun to attach in which it is killed: from before the signal to after the end. */
const MOMENTS = 1600;
/** Milliseconds for the guardian. */
const CLOSED = 2000;
/** One of so many kills, while the target is busy. */
const BUSY = 10;

interface Request {
  cycles: number;
  kills: number;
  seed: number;
  majors: number[];
}

let failed = 0;
const request = understand(process.argv.slice(2));
if (request === null) {
  console.error('I understand `npm run verify attach [CYCLES] [kills N] [seed S] [on MAJOR …]`.');
  process.exitCode = 2;
} else await main(request);

async function main({ cycles, kills, seed, majors }: Request): Promise<void> {
  console.log(`${cycles} cycles and ${kills} kills on each Node, seed ${seed}`);
  for (const major of majors) {
    const node = nodeOf(major);
    if (node === null) {
      console.log(`✗ Node ${major} is not installed: \`.ci/run\` installs it.`);
      failed++;
      continue;
    }
    const moments = randomMoments(seed, kills);
    show(`Node ${major}, attached`, 'longest request', await attachAgain(node, cycles));
    show(`Node ${major}, killed`, 'longest open', await killAgain(node, moments, CLOSED));
    show(
      `Node ${major}, killed while busy`,
      null,
      await killBusyAgain(node, moments.slice(0, Math.ceil(kills / BUSY))),
    );
    show(`Node ${major}, killed with the guardian`, 'longest open', await killBoth(node));
  }
  console.log(`${failed === 0 ? 'all as it was found' : `${failed} failed`}, seed ${seed}`);
  process.exitCode = failed === 0 ? 0 : 1;
}

function show(name: string, what: string | null, { cycles, problems, requests, longest }: Cycles): void {
  failed += problems.length;
  const load = requests === 0 ? '' : `, ${requests} requests`;
  const time = what === null ? '' : `, ${what} ${Math.round(longest)} ms`;
  console.log(`${problems.length === 0 ? '✓' : '✗'} ${name}: ${cycles} times, ${problems.length} wrong${load}${time}`);
  for (const problem of problems) console.log(`    ${problem}`);
}

/** Null where a word is not understood. */
function understand(words: readonly string[]): Request | null {
  const left = [...words];
  const numberAfter = (word: string): number | null => {
    const index = left.indexOf(word);
    return index < 0 ? null : Number(left.splice(index, 2)[1]);
  };
  const on = left.indexOf('on');
  const majors = on < 0 ? [...SUPPORTED] : left.splice(on).slice(1).map(Number);
  const kills = numberAfter('kills');
  const seed = numberAfter('seed') ?? randomInt(SEEDS);
  const [cycles = CYCLES, ...others] = left.map(Number);
  const request = { cycles, kills: kills ?? Math.ceil(cycles / 3), seed, majors };
  const numbers = [request.cycles, request.kills, seed, ...majors];
  return others.length === 0 && numbers.every(Number.isInteger) ? request : null;
}

/** The same for the same seed: a linear congruential generator, with the numbers of `Numerical Recipes`. */
function randomMoments(seed: number, count: number): number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * MOMENTS);
  });
}
