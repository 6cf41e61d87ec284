/** The dumps of the service: that they are there, and say what the probe sees. */
import { type CheckContext, type RunningService, say } from '../../../scripts/checker/index.ts';
import { dumpProblem, outline } from './dump.ts';
import { placeOrders, watchDeliveries } from './orders.ts';

/** How often a dump is read until nothing changes meanwhile. */
const ATTEMPTS = 5;
const MISSING = say`That route is not there yet, or it fails. \`/_tasks\` answers \`formatProfile(profile())\`, both of \`taskscope\`, as plain text.`;
export const DEBUG = '/debug/pprof/';
/** What only the ready-made router has. */
const PROFILES = [
  { path: '', says: /goroutineleak/, what: say`the index of all profiles` },
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the first byte of what gzip writes.
  { path: 'goroutine', says: /^\x1f/, what: say`the binary form, for \`go tool pprof\`,` },
  {
    path: 'goroutineleak?debug=1',
    says: /^goroutineleak profile: total \d/,
    what: say`the tasks that are proven to be leaked`,
  },
];

/** At rest, then with tasks at work in groups of different sizes, which nobody can know beforehand. */
export async function dumpsAgree(context: CheckContext, running: RunningService): Promise<void> {
  const { facts, random, seed } = context;
  await running.idle();
  await dumpAgrees(context, running, 'dump-route', '/_tasks');
  const clients = await watchDeliveries(
    running,
    Array.from({ length: random.between(4, 9) }, (_, index) => `client${index}-${seed}`),
  );
  await placeOrders(context, running, `waiting-${seed}`, 2);
  await dumpAgrees(context, running, 'dump-route', '/_tasks');
  facts.holds('dump-route');

  for (const { path, says, what } of PROFILES) {
    const { status, body, failure } = await running.get(`${DEBUG}${path}`);
    facts.require('debug-router', status === 200 && says.test(body), () => ({
      expected: say`${what} at \`${DEBUG}${path}\``,
      actual: failure ?? (status === 200 ? say`something else` : say`status ${status}`),
      help: say`Mount it in \`server.ts\`: \`app.use(debugRouter())\`, with \`debugRouter\` of \`taskscope/http\`.`,
    }));
  }
  await dumpAgrees(context, running, 'debug-router', `${DEBUG}goroutine?debug=1`);
  for (const client of clients) client.leave();
  await running.idle();
  await dumpAgrees(context, running, 'debug-router', `${DEBUG}goroutine?debug=1`);
  facts.holds('debug-router');
}

/** Compared with the probe's own profile. */
async function dumpAgrees(
  { facts, lookUp }: CheckContext,
  running: RunningService,
  fact: string,
  path: string,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const before = await running.service.ask('profile', null);
    const { status, body, failure } = await running.get(path);
    const problem =
      status === 200
        ? dumpProblem(body, before, lookUp === null)
        : {
            expected: say`\`GET ${path}\` answers 200`,
            actual: failure ?? say`status ${status}`,
            help: MISSING,
          };
    if (problem === null) return;
    const after = await running.service.ask('profile', null);
    // A collection proves leaks when it likes, and moves them to a group of their own.
    if (attempt >= ATTEMPTS || outline(before) === outline(after)) facts.fails(fact, problem);
  }
}
