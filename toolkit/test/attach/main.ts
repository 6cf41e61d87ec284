/**
 * `npm run verify attach [CYCLES] [kills N] [seed S] [on MAJOR …]`: so many times on each Node a process is attached to, read and
 * closed, half of it under load, and the command is killed at so many random moments; a third of the cycles, unless it is said. What is
 * wrong is told, and it goes on; the rows are kept in `.leaklab/attach/`, a file for each Node.
 */
import { randomInt } from 'node:crypto';
import { nodeOf, SUPPORTED } from '../nodes.ts';
import { attachAgain, type Cycles, type Follow } from './cycles.ts';
import { killAgain, killBoth, killBusyAgain } from './kills.ts';
import { FOLDER, keepRun, type Row } from './runs.ts';

const CYCLES = 300;
const SEEDS = 2 ** 31;
/** Milliseconds after a command has begun to attach in which it is killed: from before the signal to after the end. */
const MOMENTS = 1600;
/** Milliseconds for the guardian. */
const CLOSED = 2000;
/** One of so many kills, while the target is busy. */
const BUSY = 10;
/** So often it says how far it is. */
const EVERY = 10;

interface Request {
  cycles: number;
  kills: number;
  seed: number;
  majors: number[];
}

const request = understand(process.argv.slice(2));
if (request === null) {
  console.error('I understand `npm run verify attach [CYCLES] [kills N] [seed S] [on MAJOR …]`.');
  process.exitCode = 2;
} else process.exitCode = await main(request);

async function main({ cycles, kills, seed, majors }: Request): Promise<number> {
  console.log(`${cycles} cycles and ${kills} kills on each Node, seed ${seed}`);
  let wrong = 0;
  for (const major of majors) {
    const node = nodeOf(major);
    if (node === null) {
      console.log(`✗ Node ${major} is not installed: \`.ci/run\` installs it.`);
      wrong++;
      continue;
    }
    const rows: Row[] = [];
    for (const [what, times, run] of partsOn(node, cycles, randomMoments(seed, kills))) {
      const start = performance.now();
      const sum = await run(following(`Node ${major}, ${what}`, times));
      rows.push({ what, ...sum, took: Math.round(performance.now() - start) });
      console.log(render(`Node ${major}, ${what}`, sum));
      wrong += sum.problems.length;
      // After each: a run that is ended half way is not lost.
      keepRun({ major, date: new Date().toISOString(), platform: `${process.platform} ${process.arch}`, seed, rows });
    }
  }
  console.log(`${wrong === 0 ? 'all as it was found' : `${wrong} wrong`}, seed ${seed}; the rows are in \`${FOLDER}\``);
  return wrong === 0 ? 0 : 1;
}

type Part = [what: string, times: number, run: (follow: Follow) => Promise<Cycles>];

function partsOn(node: string, cycles: number, moments: readonly number[]): Part[] {
  const whileBusy = moments.slice(0, Math.ceil(moments.length / BUSY));
  return [
    ['attached', cycles, (follow) => attachAgain(node, cycles, follow)],
    ['killed', moments.length, (follow) => killAgain(node, moments, CLOSED, follow)],
    ['killed while busy', whileBusy.length, (follow) => killBusyAgain(node, whileBusy, follow)],
    ['killed with the guardian', 1, () => killBoth(node)],
  ];
}

/** Says how far it is, and at once what was wrong. */
function following(name: string, times: number): Follow {
  let told = 0;
  return ({ cycles, problems }) => {
    for (const problem of problems.slice(told)) console.log(`  ✗ ${problem}`);
    told = problems.length;
    if (cycles % EVERY === 0 && cycles < times) console.log(`  ${name}: ${cycles} of ${times}, ${told} wrong`);
  };
}

function render(name: string, { cycles, problems, requests, longestRequest, longestOpen, pause }: Cycles): string {
  const facts = [
    `${cycles} times, ${problems.length} wrong`,
    ...(pause === 0 ? [] : [`longest pause ${Math.round(pause)} ms`]),
    ...(requests === 0 ? [] : [`${requests} requests, the longest ${Math.round(longestRequest)} ms`]),
    ...(longestOpen === 0 ? [] : [`longest open ${Math.round(longestOpen)} ms`]),
  ];
  return [
    `${problems.length === 0 ? '✓' : '✗'} ${name}: ${facts.join(', ')}`,
    ...problems.map((each) => `    ${each}`),
  ].join('\n');
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
