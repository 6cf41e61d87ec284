import { defineRecordings, labCommand, PEAK, SECONDS, SEED, session } from '../../scripts/documents/recording/index.ts';

const lab = '02-leaky-query';

export default defineRecordings({
  'leaky-query-count': session(
    { lab, code: 'starter' },
    async ({ type }) => {
      await type('curl localhost:3000/_count');
      await type('curl localhost:3000/query');
      await type('curl localhost:3000/query');
      await type('curl localhost:3000/query');
      await type('sleep 10');
      await type('curl localhost:3000/_count');
    },
    // Which two of the three are first is for the sources to say.
    { varies: [/^\[.*\]$/gm] },
  ),

  // How many clients come together is drawn.
  'leaky-query-check': labCommand(
    '2 check',
    { lab, code: 'starter' },
    { varies: [SECONDS, SEED, PEAK, /\b2[5-9]\d\b/g] },
  ),

  'leaky-query-passed': labCommand('2 check', { lab, code: 'solution' }, { varies: [SECONDS, SEED, PEAK] }),
});
