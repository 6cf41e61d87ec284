import {
  defineRecordings,
  experiment,
  labCommand,
  PEAK,
  SECONDS,
  SEED,
  session,
} from '../../scripts/documents/recording/index.ts';

const lab = '03-load-testing';
/** Of the two pages that `ab` prints, what speaks of the requests. */
const REPORT_OF_AB = [
  [/^This is ApacheBench[\s\S]*?(?=^Concurrency Level)/gm, '…\n'],
  [/^Total transferred[\s\S]*?\(longest request\)/gm, '…'],
] as const;

export default defineRecordings({
  'load-testing-ab': session(
    { lab, code: 'starter' },
    async ({ type }) => {
      await type('ab -q -n 1000 -c 10 localhost:3000/price');
      await type('sleep 1');
      await type('curl localhost:3000/_count');
      await type('ab -q -n 1000 -c 100 localhost:3000/price');
      await type('sleep 1');
      await type('curl localhost:3000/_count');
    },
    { needs: ['ab', 'curl'], standIns: REPORT_OF_AB, varies: [/\d+/g] },
  ),

  // Needs Linux, where threads can be counted.
  'load-testing-threads': { ...experiment('few-threads', { varies: [/threads: \d+/g] }), cheap: false },

  'load-testing-found': session(
    { lab, code: 'wrong/found-not-cured' },
    async ({ type }) => {
      await type('npx tsx labs/03-load-testing/show.ts http://localhost:3000');
    },
    { varies: [/ *\d+ */g] },
  ),

  'load-testing-check': labCommand(
    '3 check',
    { lab, code: 'wrong/found-not-cured' },
    { varies: [SECONDS, SEED, PEAK, /(actual +|after |实际 +|最后 )\d+/g, / *\d+ × /g, /\d+ (tasks|个任务)/g] },
  ),

  'load-testing-passed': labCommand('3 check', { lab, code: 'solution' }, { varies: [SECONDS, SEED, PEAK] }),
});
