/**
 * `npm run verify generated [COUNT] [seed S] [on MAJOR …]`: so many programs from the grammar, each held against its truth, on
 * each of these versions of Node. Of each kind of failure one is made small and shown.
 */
import { randomInt } from 'node:crypto';
import { nodeOf, SUPPORTED } from '../nodes.ts';
import { Judge } from './judge.ts';
import { type Failure, search, shrink } from './search.ts';

const SEEDS = 2 ** 31;
const SHOWN = 5;

interface Request {
  count: number;
  seed: number;
  majors: number[];
}

const request = understand(process.argv.slice(2));
if (typeof request === 'string') {
  console.error(request);
  process.exitCode = 2;
} else process.exitCode = await main(request);

async function main({ count, seed, majors }: Request): Promise<number> {
  let failed = 0;
  for (const major of majors) {
    const node = nodeOf(major);
    if (node === null) {
      console.log(`✗ Node ${major} is not here: \`.ci/run\` installs it.`);
      failed++;
      continue;
    }
    console.log(`Node ${major}: ${count} programs, seed ${seed}`);
    const judge = new Judge({ node, major });
    const start = performance.now();
    const { failures, notRun } = await search(judge, { seed, count, onProgress: progress });
    const seconds = Math.round((performance.now() - start) / 1000);
    console.log(
      `${failures.length === 0 ? '✓' : '✗'} Node ${major}: ${failures.length} of ${count - notRun} failed, ${notRun} not run, ${seconds} s`,
    );
    for (const [kind, all] of kinds(failures).slice(0, SHOWN)) {
      const [first] = all;
      if (first === undefined) continue;
      console.log(`\n✗ ${all.length} × ${kind}, such as program ${first.index}:`);
      console.log(
        render(await shrink(judge, seed, first, (problems) => problems.some((problem) => kindOf(problem) === kind))),
      );
    }
    await judge.end();
    failed += failures.length;
  }
  console.log(`${failed === 0 ? 'all right' : `${failed} failed`}, seed ${seed}`);
  return failed === 0 ? 0 : 1;
}

/** Most frequent first; of each the smallest program first. */
function kinds(failures: readonly Failure[]): [kind: string, failures: Failure[]][] {
  const byKind = new Map<string, Failure[]>();
  for (const failure of failures.toSorted((a, b) => a.text.length - b.text.length)) {
    for (const kind of new Set(failure.problems.map(kindOf))) byKind.set(kind, [...(byKind.get(kind) ?? []), failure]);
  }
  return [...byKind].sort(([, a], [, b]) => b.length - a.length);
}

/** A problem without what differs from program to program. */
function kindOf(problem: string): string {
  return problem
    .replace(/^.*?: /, '')
    .replace(/^(live|leaked) .*?: (?=\D)/, '$1: ')
    .replace(/\d+/g, 'N')
    .replace(/event N is .*/, 'an event differs');
}

function render({ text, problems }: Failure): string {
  const lines = text.split('\n').map((line, index) => `${String(index + 1).padStart(4)}  ${line}`);
  return [...lines.filter((line) => !line.includes('import ')), ...problems].join('\n');
}

function progress(done: number, failures: number): void {
  if (process.stdout.isTTY) process.stdout.write(`\r\u001b[K${done} programs, ${failures} failed\r`);
}

function understand(words: readonly string[]): Request | string {
  const request: Request = { count: 20_000, seed: randomInt(SEEDS), majors: [] };
  let on = false;
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const number = Number(word === 'seed' ? rest.shift() : word);
    if (word === 'on') on = true;
    else if (!Number.isSafeInteger(number) || number < 0)
      return `\`${word}\` is no number. So it goes: \`npm run verify generated 20000 seed 4711 on 22 26\`.`;
    else if (word === 'seed') request.seed = number;
    else if (on) request.majors.push(number);
    else request.count = number;
  }
  if (request.majors.length === 0) request.majors.push(...SUPPORTED);
  return request;
}
