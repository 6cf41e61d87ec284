import {
  defineRecordings,
  labCommand,
  PEAK,
  SECONDS,
  SEED,
  workerSession,
} from '../../scripts/documents/recording/index.ts';

const starter = { lab: '07-attach', code: 'starter' } as const;
const solution = { lab: '07-attach', code: 'solution' } as const;
const leaky = { lab: '07-attach', code: 'wrong/names-it-only' } as const;

/** How many clients a chance has let leave, and how long a timer has still to go. */
const numbers = / *[+-]?\d+(\.\d+)?/g;
/** Who is at the first wait of `moved` just now, if anybody. */
const holders = /(?:^(?:…| {3}) held by .*\n)+/gm;
/** These two hang together: which of them stands first is chance. */
const pair = /(?:^… (?:nextScanOf|moved) .*\n(?:(?:…| {3}) held by .*\n)+\n)+/gm;
/** Which of two that hang together has grown by one more is chance. */
const order = /^….*\n\n[\s\S]*(?=^Not shown)/m;

export default defineRecordings({
  'attach-first': workerSession(
    starter,
    async ({ type }) => {
      await type('sleep 15');
      await type('npx taskscope attach PID --yes');
    },
    { varies: [numbers, pair, holders] },
  ),

  'attach-diff': workerSession(
    starter,
    async ({ type, untilSnapshots }) => {
      await type('sleep 15');
      await type('kill -USR2 PID');
      await untilSnapshots(1);
      await type('sleep 30');
      await type('kill -USR2 PID');
      await untilSnapshots(2);
      await type('npx taskscope diff .leaklab/snapshots/*');
    },
    { varies: [numbers, order] },
  ),

  'attach-check': labCommand('7 check', leaky, { varies: [SECONDS, SEED, PEAK, numbers] }),
  'attach-passed': labCommand('7 check', solution, { varies: [SECONDS, SEED, PEAK] }),
});
