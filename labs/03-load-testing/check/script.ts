/** Is the load script a load test, and is it right? It is tried on services that it has not seen. */
import { z } from 'zod';
import { type CheckContext, type Random, type Service, say, uncallable } from '../../../scripts/checker/index.ts';
import { checkFindings, checkLoad, checkSamples, Findings, type Tried } from './script-facts.ts';
import { type Kind, type SeenRoute, UnseenService } from './unseen.ts';

/** Milliseconds that the script may rest between two loads; times the slowdown. */
const REST = 6000;
/** Milliseconds in which a healthy task ends, as the learner is told. */
const TIME_TO_END = 500;
/** Counts that may be on their way when the script returns. */
const LAST_COUNTS = 5;
/** Services to try it on, where a busy machine may have made it look late. */
const TRIALS = 4;

/** Milliseconds for all routes of a service; times the slowdown. */
const SCRIPT_PATIENCE = 60_000;

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
  // They serve to the end: a script that goes on counting is to be seen doing so.
  const services: UnseenService[] = [];
  const opened = (kinds: readonly Kind[]): UnseenService => {
    const unseen = new UnseenService(random.between(0, 2 ** 31), kinds, context.slowdown);
    services.push(unseen);
    return unseen;
  };
  try {
    for (let trial = 1; trial <= TRIALS; trial++)
      if (!mayBeChance(await tryOn(context, host, opened(leakyService(random))))) break;
    await tryOn(context, host, opened(['healthy']));
    const late = Math.max(...services.map(({ toldTooLate }) => toldTooLate));
    facts.require('samples', late <= LAST_COUNTS, () => ({
      expected: say`no count after \`loadTest\` has returned`,
      actual: late,
      help: say`\`loadTest\` has returned, and something that it started goes on asking for \`/_count\`. That is a leaked task, too: end it with the load.`,
    }));
  } finally {
    for (const unseen of services) unseen.close();
  }
  for (const id of ['thousand-requests', 'hundred-at-once', 'samples', 'judges-unseen']) facts.holds(id);
}

/** A route comes after those that leak: its count starts higher, and it is healthy all the same. */
function leakyService(random: Random): Kind[] {
  const [first = 'healthy', ...others] = random.shuffle<Kind>([
    'slow to drain',
    'busy afterwards',
    'leaks with who leaves',
  ]);
  return random.number() < 0.5 ? ['leaks now and then', first, ...others] : [first, 'leaks now and then', ...others];
}

/** It looked for the first time when all had ended, and sooner than it should have waited: was it slow, or did it wait? */
function mayBeChance(routes: readonly SeenRoute[]): boolean {
  return routes.some(({ firstLook, drained }) => drained > 0 && firstLook >= drained && firstLook < TIME_TO_END);
}

async function tryOn(context: CheckContext, host: Service, unseen: UnseenService): Promise<SeenRoute[]> {
  const { facts } = context;
  const over = new AbortController();
  const rest = REST * context.slowdown;
  try {
    const url = await unseen.start();
    const call = host.ask('call', { ...SCRIPT, calls: [[url, unseen.paths]] }, SCRIPT_PATIENCE * context.slowdown);
    const returned = (await Promise.race([call, unseen.quiet(rest, over.signal)])) ?? null;
    unseen.returned();
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
      actual: say`no request for ${Math.round(rest / 1000)} s, and \`loadTest\` had not returned`,
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
  }
}
