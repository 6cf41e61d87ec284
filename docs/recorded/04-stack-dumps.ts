import {
  defineRecordings,
  experiment,
  labCommand,
  PEAK,
  SECONDS,
  SEED,
  session,
  type Terminal,
} from '../../scripts/documents/recording/index.ts';

const lab = '04-stack-dumps';
/** The service that shows its tasks and still has both leaks. */
const code = 'wrong/dump-without-a-cure';
/** How often each of three senders is the last one, and how long ago, is for chance to say. */
const varies = [/^ *\d+ @/gm, /\d+ ms/g];
/** What autocannon reports is of no matter here. */
const standIns = [[/^Running 1000 requests[\s\S]*?(?=^\$ )/gm, '…\n']] as const;

async function load({ type }: Terminal): Promise<void> {
  await type('npx autocannon -a 1000 -c 100 http://localhost:3000/query');
  for (let search = 0; search < 3; search++) await type('curl -so /dev/null "localhost:3000/search?limit=2"');
  await type('sleep 1');
}

export default defineRecordings({
  'stack-dumps-rest': session({ lab, code }, ({ type }) => type('curl localhost:3000/_tasks'), { varies }),

  'stack-dumps-leaks': session(
    { lab, code },
    async (terminal) => {
      await load(terminal);
      await terminal.type('curl localhost:3000/_count');
      await terminal.type('curl "localhost:3000/debug/pprof/goroutineleak?debug=1"');
    },
    { varies, standIns },
  ),

  'stack-dumps-pprof': session(
    { lab, code },
    async (terminal) => {
      await load(terminal);
      await terminal.type('go tool pprof -top -lines -nodefraction=0 http://localhost:3000/debug/pprof/goroutineleak');
    },
    { varies: [/^Time: .*$/gm, /^ +\d.*%/gm], standIns, needs: ['curl', 'go'] },
  ),

  'three-senders': experiment('three-senders'),

  // Which sender is the last one most often is chance, and so is the order of the groups. How many clients come together is drawn:
  // a line may break elsewhere.
  'stack-dumps-check': labCommand(
    '4 check',
    { lab, code },
    { varies: [/^ +\d+ × .*\n +\S.*$/gm, SECONDS, SEED, PEAK, /\d+/g, /\s+/g] },
  ),
});
