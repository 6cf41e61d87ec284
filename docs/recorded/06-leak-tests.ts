import {
  defineRecordings,
  experiment,
  labCommand,
  labEntry,
  PEAK,
  SECONDS,
  SEED,
} from '../../scripts/documents/recording/index.ts';

const lab = '06-leak-tests';

export default defineRecordings({
  'leak-test': experiment('leak-test', {
    varies: [/\d+\.\d+/g],
    standIns: [[/\(\S*(?=docs\/experiments)/g, '(']],
  }),

  'leak-tests-check': labCommand('6 check', { lab, code: 'starter' }, { varies: [SECONDS, SEED] }),

  'leak-tests-found': labEntry('6 start', { lab, code: 'wrong/finds-and-leaves' }, 'run-tests.ts', {
    varies: [/ +\d+ ?ms/g, /(Duration|Start at) .*/g],
    standIns: [
      [/ RUN .*/, ' RUN'],
      [/ +$/gm, ''],
    ],
  }),

  'leak-tests-passed': labCommand('6 check', { lab, code: 'solution' }, { varies: [SECONDS, SEED, PEAK] }),
});
