/** What the load on each route was, and whether the script is right about it: the facts of the load script. */
import { z } from 'zod';
import { type CheckContext, say } from '../../../scripts/checker/index.ts';
import { CONNECTIONS, REQUESTS, WARM_UP } from './size.ts';
import type { Kind, SeenRoute } from './unseen.ts';

/** Some connections may be late on a busy machine. */
const CONNECTIONS_LEAST = 90;
const COUNTS_LEAST = 2;
/** Requests by one connection that is kept, at least. */
const KEPT = 5;
/** Loads on one route, at most. */
const LOADS = 3;

/** What `loadTest` gives. */
export const Findings = z.array(
  z.object({
    route: z.string(),
    before: z.number(),
    during: z.array(z.number()),
    after: z.number(),
    leaks: z.boolean(),
  }),
);

/** What was seen of one route, and what the script found. */
export interface Tried extends SeenRoute {
  finding: z.infer<typeof Findings>[number] | undefined;
}

export function checkLoad({ facts }: CheckContext, routes: readonly SeenRoute[]): void {
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
  facts.require('hundred-at-once', routes.every(isByConnections), () => ({
    expected: say`${CONNECTIONS} requests at once, to one route after the other`,
    actual: say`at most ${routes.map(({ mostAtOnce }) => mostAtOnce).join(', ')}`,
    help: say`autocannon keeps as many requests under way as it has \`connections\`. A route whose run starts before that of the route before it has ended gets the requests of both.`,
  }));
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

/**
 * Seen at once; or, where autocannon's threads begin one after the other or the machine is very busy, by as many connections
 * that were kept. Who leaves comes again by another one.
 */
function isByConnections({ mostAtOnce, left, connections, requests }: SeenRoute): boolean {
  if (mostAtOnce - left > CONNECTIONS) return false;
  return mostAtOnce >= CONNECTIONS_LEAST || (connections >= CONNECTIONS_LEAST && connections - left <= requests / KEPT);
}

/** One load, or the same again for certainty, and perhaps a few requests to warm up. */
function isLoad(requests: number): boolean {
  return requests >= REQUESTS && requests <= LOADS * REQUESTS + WARM_UP && requests % REQUESTS <= WARM_UP;
}

/** The numbers of a finding are those that the service told. */
export function checkSamples({ facts }: CheckContext, routes: readonly Tried[]): void {
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

export function checkFindings({ facts }: CheckContext, routes: readonly Tried[]): void {
  const wrong = KINDS.flatMap((kind) =>
    routes.filter((route) => route.kind === kind && route.finding?.leaks !== isLeaky(kind)),
  )[0];
  facts.require('judges-unseen', wrong === undefined, () => ({
    expected: say`leaks: ${wrong !== undefined && isLeaky(wrong.kind)}`,
    actual: say`leaks: ${wrong?.finding?.leaks} (before ${wrong?.finding?.before}, at most ${Math.max(...(wrong?.finding?.during ?? []))}, after ${wrong?.finding?.after})`,
    help: wrong === undefined ? '' : ADVICE[wrong.kind],
  }));
}

const KINDS = ['healthy', 'slow to drain', 'busy afterwards', 'leaks now and then', 'leaks with who leaves'] as const;

function isLeaky(kind: Kind): boolean {
  return kind.startsWith('leaks');
}

const ADVICE: { [kind in Kind]: string } = {
  'leaks now and then': say`This route leaves a task behind with a few of a thousand requests. That is little beside what the service does anyway, and a leak all the same: it is there after each load, and never goes away.`,
  'leaks with who leaves': say`This route answers a few of a thousand requests late, and leaves a task behind with each client that went away meanwhile. Clients that wait for a second and then leave see it (\`timeout: 1\`); those who wait for the answer never do.`,
  'busy afterwards': say`This route is healthy: after the load it has some work of its own, which is over half a second later. A count in the middle of it says nothing; look again until then.`,
  'slow to drain': say`This route is healthy: its tasks go on for a moment after the answer, and all have ended half a second after the load. A count that is taken at once says nothing; look again until then.`,
  healthy: say`This route is healthy: many tasks while the load runs, and all of them gone when it is over. Only what is left at the end can be a leak, compared with what was there before this load.`,
};
