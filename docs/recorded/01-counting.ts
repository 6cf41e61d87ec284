import { defineRecordings, experiment, session } from '../../scripts/documents/recording/index.ts';

const lab = '01-counting';

export default defineRecordings({
  // How many resources Node itself has open depends on where the output goes.
  'counting-node': experiment('what-node-shows', { varies: [/resources: \d+/g] }),

  'counting-orders': session({ lab, code: 'solution' }, async ({ type, until }) => {
    await type('curl localhost:3000/_count');
    await type('curl -X POST localhost:3000/orders');
    await type('curl -X POST localhost:3000/orders');
    await type('curl -X POST localhost:3000/orders');
    await type('curl localhost:3000/_count');
    await type('sleep 1');
    await until('/_count', '1');
    await type('curl localhost:3000/_count');
  }),

  // A service that can count and still has the leak: its client leaves, and one task stays.
  'counting-left': session({ lab, code: 'wrong/happy-path-only' }, async ({ type, interrupt }) => {
    await type('curl localhost:3000/_count');
    for (let client = 0; client < 3; client++) await interrupt('curl -N localhost:3000/progress');
    await type('curl localhost:3000/_count');
    await type('sleep 10');
    await type('curl localhost:3000/_count');
  }),

  // The numbers are those of the run, and are not compared.
  'counting-floor': { ...experiment('floor', { varies: [/ +\d+/g] }), cheap: false },
});
