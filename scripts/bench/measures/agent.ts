import { connect } from 'node:net';
import { type Beside, beside, COMMAND } from '../beside.ts';
import { type Effort, type Measure, type Reading, reading, spread } from '../measure.ts';
import { times } from '../sample.ts';

/** What asks an agent for its numbers, as JSON. */
const STATISTICS = Uint8Array.of(0x20);
/** The first few find a program that is not warm. */
const WARMING = 20;

/** One for the agent alone, the others for the whole command. */
export const agent: readonly Measure[] = [
  {
    name: 'agent-stats',
    title: '`stats` answered by the agent, from the connection to its end, with a thousand tasks live',
    unit: 'ms',
    hold: 5,
    anchor: 'gops does the same by the same protocol',
    measure: (effort) =>
      beside('agent.mjs', ['1000'], async ({ line }) => {
        const { address }: { address: string } = JSON.parse(line);
        const values: number[] = [];
        for (let asked = 0; asked < WARMING + 10 * effort.rounds; asked++) values.push(await answered(address));
        return reading(values.slice(WARMING));
      }),
  },
  {
    name: 'stats',
    title: '`npx taskscope stats PID`, whole',
    unit: 's',
    hold: 0.4,
    anchor: 'npm alone 0.24 s',
    measure: (effort) =>
      beside('agent.mjs', ['1000'], async ({ line, seconds }) => {
        const words = ['stats', pidOf(line)];
        const whole = await repeated(effort, () => seconds('npx', ['taskscope', ...words]));
        const empty = await repeated(effort, () => seconds('npx', ['-c', 'true']));
        const own = await repeated(effort, () => seconds(process.execPath, [COMMAND, ...words]));
        return reading(
          whole,
          `of this the command ${spread(own, 2)} s; \`npx\` with nothing to do ${spread(empty, 2)} s`,
        );
      }),
  },
  {
    name: 'list',
    title: '`taskscope` lists 200 Node processes, one in ten with an agent',
    unit: 's',
    hold: 0.5,
    anchor: '`ps` alone takes 0.02 s',
    measure: (effort) => beside('herd.mjs', [times(200, effort)], ({ seconds }) => command(effort, seconds, ['list'])),
  },
  {
    name: 'stack',
    title: '`taskscope stack` of 100,000 tasks, a block each',
    unit: 's',
    hold: 1,
    anchor: 'Go 1.27 0.99 s, cut at 64 MiB',
    measure: (effort) =>
      beside('agent.mjs', [times(100_000, effort)], ({ line, seconds }) =>
        command(effort, seconds, ['stack', pidOf(line)]),
      ),
  },
];

function pidOf(line: string): string {
  const { pid }: { pid: number } = JSON.parse(line);
  return String(pid);
}

async function command(effort: Effort, seconds: Beside['seconds'], words: string[]): Promise<Reading> {
  return reading(await repeated(effort, () => seconds(process.execPath, [COMMAND, ...words])));
}

async function repeated({ rounds }: Effort, sample: () => Promise<number>): Promise<number[]> {
  // The first one finds nothing in the caches.
  await sample();
  const values: number[] = [];
  for (let round = 0; round < rounds; round++) values.push(await sample());
  return values;
}

/** Milliseconds. */
function answered(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const socket = connect(path, () => socket.write(STATISTICS));
    socket.on('error', reject);
    socket.on('end', () => resolve(performance.now() - start));
    socket.resume();
  });
}
