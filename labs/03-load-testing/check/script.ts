/** Is the load script a load test, and is it right? It is tried on services that it has not seen. */
import { z } from 'zod';
import { type CheckContext, type Random, type Service, say, uncallable } from '../../../scripts/checker/index.ts';
import { CONNECTIONS, REQUESTS, WARM_UP } from './size.ts';
import { type Kind, type SeenRoute, UnseenService } from './unseen.ts';

/** Some connections may be late on a busy machine. */
const CONNECTIONS_LEAST = 90;
const COUNTS_LEAST = 2;
/** Loads on one route, at most. */
const LOADS = 3;
/** Milliseconds that the script may rest between two loads. */
const REST = 6000;
/** Milliseconds in which a healthy task ends, as the learner is told. */
const TIME_TO_END = 500;
/** Services to try it on, where a busy machine may have made it look late. */
const TRIALS = 4;

const Findings = z.array(
  z.object({
    route: z.string(),
    before: z.number(),
    during: z.array(z.number()),
    after: z.number(),
    leaks: z.boolean(),
  }),
);

/** What was seen of one route, and what the script found. */
interface Tried extends SeenRoute {
  finding: z.infer<typeof Findings>[number] | undefined;
}

const SCRIPT = { file: 'load-test.ts', name: 'loadTest' };

/** Starts the process that the script runs in. The file is loaded at once, while the service starts. */
export function startScript(context: CheckContext): Service {
  const host = context.spawnHost();
  // What is wrong with the file is told when the script is called.
  host.ask('call', { ...SCRIPT, calls: [] }).catch(() => {});
  return host;
}

/** Decides the four facts of the script. */
export async function checkScript(context: CheckContext, host: Service): Promise<void> {
  const { facts, random } = context;
  for (let trial = 1; trial <= TRIALS; trial++)
    if (!mayBeChance(await tryOn(context, host, leakyService(random)))) break;
  await tryOn(context, host, ['healthy']);
  for (const id of ['thousand-requests', 'hundred-at-once', 'samples', 'judges-unseen']) facts.holds(id);
}

/** A route comes after the one that leaks: its count starts higher, and it is healthy all the same. */
function leakyService(random: Random): Kind[] {
  const [first = 'healthy', second = 'healthy'] = random.shuffle<Kind>(['healthy', 'slow to drain']);
  return random.number() < 0.5 ? ['leaks now and then', first, second] : [first, 'leaks now and then', second];
}

/** It looked for the first time when all had ended, and sooner than it should have waited: was it slow, or did it wait? */
function mayBeChance(routes: readonly SeenRoute[]): boolean {
  return routes.some(({ firstLook, drained }) => drained > 0 && firstLook >= drained && firstLook < TIME_TO_END);
}

async function tryOn(context: CheckContext, host: Service, kinds: readonly Kind[]): Promise<SeenRoute[]> {
  const { facts, random } = context;
  const unseen = new UnseenService(random.between(0, 2 ** 31), kinds);
  const over = new AbortController();
  try {
    const url = await unseen.start();
    const call = host.ask('call', { ...SCRIPT, calls: [[url, unseen.paths]] }, 60_000);
    const returned = (await Promise.race([call, unseen.quiet(REST, over.signal)])) ?? null;
    const help = say`\`loadTest\` ended with an error. It has to be exported from \`load-test.ts\`, and its promise has to give the findings.`;
    facts.require('thousand-requests', returned === null || returned.error === null, () =>
      uncallable(context, returned?.error ?? '', say`a finding for each route`, help),
    );
    const parsed = Findings.safeParse(returned?.values[0]);
    const wrongForm = parsed.success ? '' : ` ${z.prettifyError(parsed.error).replaceAll(/\s+/g, ' ')}`;
    const tried = unseen.seen().map((route): Tried => {
      return { ...route, finding: parsed.data?.find((finding) => finding.route === route.path) };
    });
    const loaded = tried.filter(({ requests }) => requests > 0);
    // A script that waits for ever at one route never gets to the next.
    checkLoad(context, returned === null && loaded.length > 0 ? loaded : tried);
    facts.require('judges-unseen', returned !== null, () => ({
      expected: say`a finding for each route`,
      actual: say`no request for ${REST / 1000} s, and \`loadTest\` had not returned`,
      help: say`After a load, \`loadTest\` neither started another one nor returned. Do its loops have an end? The count of a route that leaks never comes back: give it half a second and a little more, no matter what.`,
    }));
    facts.require('samples', parsed.success && tried.every(({ finding }) => finding !== undefined), () => ({
      expected: say`a finding for each route`,
      actual: returned?.values[0] ?? null,
      help: say`\`loadTest\` has to give an array of \`Finding\`, one for each of the routes that it was given.${wrongForm}`,
    }));
    checkSamples(context, tried);
    checkFindings(context, tried);
    return tried;
  } finally {
    over.abort();
    unseen.close();
  }
}

function checkLoad({ facts }: CheckContext, routes: readonly SeenRoute[]): void {
  facts.require(
    'thousand-requests',
    routes.every(({ requests }) => isLoad(requests)),
    () => ({
      expected:
        routes.length === 1
          ? say`${REQUESTS} requests to each of 1 route`
          : say`${REQUESTS} requests to each of ${routes.length} routes`,
      actual: routes.map(({ requests }) => requests).join(', '),
      help: routes.every(({ requests }) => requests > 0)
        ? say`autocannon has an option for it: \`amount\`. It counts the requests of one run, and each route needs a run of its own.`
        : say`Each of the \`routes\` gets its load, one after the other. Its address is \`url + route\`.`,
    }),
  );
  facts.require(
    'hundred-at-once',
    routes.every(({ mostAtOnce }) => mostAtOnce >= CONNECTIONS_LEAST && mostAtOnce <= CONNECTIONS),
    () => ({
      expected: say`${CONNECTIONS} requests at once, to one route after the other`,
      actual: say`at most ${routes.map(({ mostAtOnce }) => mostAtOnce).join(', ')}`,
      help: say`autocannon keeps as many requests under way as it has \`connections\`. A route whose run starts before that of the route before it has ended gets the requests of both.`,
    }),
  );
  facts.require(
    'samples',
    routes.every(({ told }) => told.before.length > 0),
    () => ({
      expected: say`a count before each load`,
      actual: say`none`,
      help: say`Ask for \`/_count\` before the first request of a load: what was there before is no leak of this route.`,
    }),
  );
  const during = routes.map(({ told }) => told.during.length);
  facts.require(
    'samples',
    during.every((counts) => counts >= COUNTS_LEAST),
    () => ({
      expected: say`some counts while each load runs`,
      actual: during.join(', '),
      help: say`\`await autocannon(…)\` is over when the load is over. Start the load without \`await\`, take a count every 20 ms, and await the load at the end.`,
    }),
  );
  facts.require(
    'samples',
    routes.every(({ told }) => told.after.length > 0),
    () => ({
      expected: say`a count after each load`,
      actual: say`none`,
      help: say`Ask for \`/_count\` once more when the load is over: only the tasks that are left then can be leaked.`,
    }),
  );
}

/** One load, or the same again for certainty, and perhaps a few requests to warm up. */
function isLoad(requests: number): boolean {
  return requests >= REQUESTS && requests <= LOADS * REQUESTS + WARM_UP && requests % REQUESTS <= WARM_UP;
}

/** The numbers of a finding are those that the service told. */
function checkSamples({ facts }: CheckContext, routes: readonly Tried[]): void {
  for (const { finding, told } of routes) {
    if (finding === undefined) continue;
    facts.require('samples', told.before.includes(finding.before), () => ({
      expected: told.before.at(-1),
      actual: finding.before,
      help: say`\`before\` is the count just before the load on this route, taken anew for each: a route that leaked leaves its tasks to all that come after it.`,
    }));
    facts.require(
      'samples',
      finding.during.filter((count) => told.during.includes(count)).length >= COUNTS_LEAST,
      () => ({
        expected: say`some of ${told.during.slice(0, 6).join(', ')} …`,
        actual: finding.during.slice(0, 10),
        help: say`\`during\` holds the counts that were taken while the load on this route ran.`,
      }),
    );
    facts.require('samples', told.after.includes(finding.after), () => ({
      expected: told.after.at(-1),
      actual: finding.after,
      help: say`\`after\` is a count that was taken when the load on this route was over.`,
    }));
  }
}

function checkFindings({ facts }: CheckContext, routes: readonly Tried[]): void {
  const wrong = (['healthy', 'slow to drain', 'leaks now and then'] as const)
    .map((kind) =>
      routes.find((route) => route.kind === kind && route.finding?.leaks !== (kind === 'leaks now and then')),
    )
    .find((route) => route !== undefined);
  facts.require('judges-unseen', wrong === undefined, () => ({
    expected: say`leaks: ${wrong?.kind === 'leaks now and then'}`,
    actual: say`leaks: ${wrong?.finding?.leaks} (before ${wrong?.finding?.before}, at most ${Math.max(...(wrong?.finding?.during ?? []))}, after ${wrong?.finding?.after})`,
    help: wrong === undefined ? '' : ADVICE[wrong.kind],
  }));
}

const ADVICE: { [kind in Kind]: string } = {
  'leaks now and then': say`This route leaves a task behind with one request of some thirty. That is little beside what the service does anyway, and a leak all the same: it is there after each load, and never goes away.`,
  'slow to drain': say`This route is healthy: its tasks go on for a moment after the answer, and all have ended half a second after the load. A count that is taken at once says nothing; look again until then.`,
  healthy: say`This route is healthy: many tasks while the load runs, and all of them gone when it is over. Only what is left at the end can be a leak, compared with what was there before this load.`,
};
