import { spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { beside } from '../beside.ts';
import { type Effort, isShort, type Measure, type Reading, reading, spread } from '../measure.ts';
import { times } from '../sample.ts';

/** The source itself, and not the command, which starts it in a process of its own. */
const MAIN = fileURLToPath(new URL('../../../toolkit/src/cli/main.ts', import.meta.url));
const NODE_OPTIONS = [
  '--conditions=taskscope-source',
  '--disable-warning=ExperimentalWarning',
  `--import=${new URL('../programs/resource-usage.mjs', import.meta.url).href}`,
];
const INSTANCES = 200;
/** Where it is only seen that it can be measured. */
const FEW = 20;
const TASKS = 10_000;
/** Of those that hang, answer rubbish, or refuse. */
const GAPS = 13;

const ANCHOR = 'the five that hang are given up after 5 s';

export const fleet: readonly Measure[] = [
  {
    name: 'fleet',
    title: '`taskscope fleet` over 200 instances of 10,000 tasks; 5 hang, 5 answer rubbish, 3 refuse',
    unit: 's',
    hold: 10,
    anchor: ANCHOR,
    measure: (effort) => measured(effort, 'alike', ({ seconds }) => seconds),
  },
  {
    name: 'fleet-memory',
    title: 'the most memory of the command then',
    unit: 'MB',
    hold: 300,
    anchor: '',
    measure: (effort) => measured(effort, 'alike', ({ megabytes }) => megabytes),
  },
  {
    name: 'fleet-distinct',
    title: 'the same fleet, with 10,000 places on each instance',
    unit: 's',
    hold: 10,
    anchor: ANCHOR,
    measure: (effort) => measured(effort, 'distinct', ({ seconds }) => seconds),
  },
];

interface Run {
  seconds: number;
  megabytes: number;
  /** Of processor time. */
  busy: number;
}

/** All numbers of each run are told, whichever is held. */
function measured(effort: Effort, tasks: 'alike' | 'distinct', held: (run: Run) => number): Promise<Reading> {
  const instances = isShort(effort) ? FEW : INSTANCES;
  return beside('fleet.mjs', [String(instances), times(TASKS, effort), tasks], async ({ line }) => {
    const urls: string[] = JSON.parse(line);
    const runs: Run[] = [];
    for (let round = 0; round < Math.min(3, effort.rounds); round++) runs.push(await run(urls));
    const [seconds, megabytes, busy] = [
      runs.map((each) => each.seconds),
      runs.map((each) => each.megabytes),
      runs.map((each) => each.busy),
    ];
    const told = `${spread(seconds, 1)} s, of processor time ${spread(busy, 1)} s, ${spread(megabytes, 0)} MB`;
    return reading(runs.map(held), told);
  });
}

async function run(urls: readonly string[]): Promise<Run> {
  const start = performance.now();
  const child = spawn(process.execPath, [...NODE_OPTIONS, MAIN, 'fleet', '--json', ...urls], {
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
  });
  const [printed = '', usage = ''] = await Promise.all(
    [child.stdout, child.stdio[3]].map((stream) => (stream instanceof Readable ? text(stream) : '')),
  );
  const seconds = (performance.now() - start) / 1000;
  const { answered }: { answered: number } = JSON.parse(printed);
  if (answered !== urls.length - GAPS) throw new Error(`${answered} of ${urls.length} instances have answered.`);
  const { maxRSS, userCPUTime, systemCPUTime }: NodeJS.ResourceUsage = JSON.parse(usage);
  return { seconds, megabytes: maxRSS / 1000, busy: (userCPUTime + systemCPUTime) / 1e6 };
}
