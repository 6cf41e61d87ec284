import {
  defineRecordings,
  labCommand,
  PEAK,
  SECONDS,
  SEED,
  workerSession,
} from '../../scripts/documents/recording/index.ts';

const leaky = { lab: '05-agent-cli', code: 'wrong/agent-only' } as const;
const starter = { lab: '05-agent-cli', code: 'starter' } as const;
const solution = { lab: '05-agent-cli', code: 'solution' } as const;

/** How many tasks a chance has left, their ages and ids; the blanks before stand for digits in a column. */
const varies = [/ *[+-]?\d+(\.\d+)?/g];
/** A list of processes: the blanks that fill a column are as many as a pid is short. */
const columns = [/ +/g, ...varies];
/** The worker prints this each time that no jobs come for a while. */
const REST = /saved, and the queue is empty/;
const AFTER_REST = /400 jobs saved/;

export default defineRecordings({
  'agent-cli-silent': workerSession(
    starter,
    async ({ type, root }) => {
      // The list has the other Node processes of this machine as well.
      await type('npx taskscope', (line) => line.startsWith('PID') || line.includes(root));
      await type('npx taskscope stats PID');
    },
    { varies: columns },
  ),

  'agent-cli-listed': workerSession(
    leaky,
    ({ type, root }) => type('npx taskscope', (line) => line.startsWith('PID') || line.includes(root)),
    { varies: columns },
  ),

  // Before the first jobs come, five seconds after its start.
  'agent-cli-rest': workerSession(leaky, ({ type }) => type('npx taskscope stats PID'), { varies }),

  'agent-cli-stats': workerSession(
    leaky,
    async ({ type, untilPrinted }) => {
      await untilPrinted(REST);
      await type('npx taskscope stats PID');
      await untilPrinted(AFTER_REST);
      await type('npx taskscope stats PID');
    },
    { varies },
  ),

  'agent-cli-stack': workerSession(
    leaky,
    async ({ type }) => {
      await type('sleep 15');
      await type('npx taskscope stack PID | head -21');
    },
    // Which of the five is at what, and whether some are proven by then, is chance.
    { varies: [/^(task|\d+ tasks) .*:\n[\s\S]*/gm, ...varies] },
  ),

  'agent-cli-group': workerSession(
    leaky,
    async ({ type, untilPrinted }) => {
      await untilPrinted(REST);
      await type('npx taskscope stack PID --group');
      await type('npx taskscope leaks PID');
    },
    // Some may be proven already, or all.
    { varies: [...varies, /(^…? tasks? \[chan send.*\n(.+\n)+\n)+/gm] },
  ),

  'agent-cli-top': workerSession(
    leaky,
    async ({ type, watch }) => {
      await type('sleep 15');
      await watch('npx taskscope top PID', /tasks \d+ \(\+/, 14);
    },
    // The blanks behind a pid fill its column. A row begins with a mark, or with a number and the blanks before it.
    { varies: [/\b\d+ +(?=v\d)/g, ...varies, /(^[> …].*\n)+\n*/gm], needs: ['tmux'] },
  ),

  'agent-cli-check': labCommand('5 check', leaky, { varies: [SECONDS, SEED, PEAK, ...varies] }),
  'agent-cli-passed': labCommand('5 check', solution, { varies: [SECONDS, SEED, PEAK] }),
});
