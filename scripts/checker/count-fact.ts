/** The fact that every lab ends on: after the load, the task count is the baseline again. */
import type { Group } from 'taskscope';
import { say, sentences } from '../language/say.mjs';
import type { CheckContext } from './check.ts';
import type { Finding } from './facts.ts';
import { placeOf } from './place.ts';
import type { SettledService } from './protocol.ts';
import { leastOf, resourcesGrown } from './resources.ts';
import type { RunningService } from './service/start.ts';
import type { LeakedGroup } from './verdict.ts';
import { withoutPlaces } from './without-places.ts';

const GROUPS_SHOWN = 6;
/** Milliseconds for the first look, before the load is repeated: what ends by then is no question. */
const FIRST_LOOK = 300;
/** The loads after the first. */
const REPEATS = ['second', 'third', 'fourth'];
/** Milliseconds that the probe may need beyond the patience, to collect and to tell. */
const SLACK = 10_000;

/** A load, and how it is put on once more. */
export interface Repeatable {
  /** Puts the same load on again, under another name. */
  again: (name: string) => Promise<unknown>;
  /** Its requests, of those that could leave something behind. */
  requests: number;
  /** Held sources that never answer. Default none. */
  keep?: string[];
}

/**
 * Lets everything that is held back answer, waits until the count is the baseline or the verdict is known, and decides
 * `fact`. Where tasks stay without a proof, the load is put on again, and where hardly any of its tasks stay as well, those
 * from before are a pool or a janitor, started once and kept, which passes with a note. Where fewer stay, but some, it is put
 * on once more. `about`: a sentence that the help begins with, on what the load was.
 */
export async function checkCount(
  context: CheckContext,
  running: Pick<RunningService, 'service' | 'baseline'>,
  fact: string,
  { again, requests, keep = [], about = '' }: Repeatable & { about?: string },
): Promise<SettledService> {
  const { facts, report, patience, lookUp } = context;
  const held = running.baseline.resources;
  const least = leastOf(requests);
  const settle = (timeout: number, repeated = false): Promise<SettledService> =>
    running.service.ask('settle', { timeout, repeated, keep, held, least }, timeout + SLACK);
  let settled = await settle(Math.min(FIRST_LOOK, patience.settle));
  if (settled.outcome === 'stuck') {
    for (const name of REPEATS) {
      await again(name);
      settled = await settle(patience.settle, true);
      if (settled.outcome !== 'undecided') break;
    }
  }
  // A timer or a connection has as much time as a task.
  else if (resourcesGrown(held, settled.resources, least).length > 0) settled = await settle(patience.settle);
  const { count, peak, samples, groups } = settled;
  report.counts = { baseline: running.baseline.count, peak, after: count, samples: thin(samples) };
  const shown =
    lookUp === null
      ? groups.map(describeGroup)
      : withoutPlaces(groups).map((group) => ({ ...group, createdAt: '', stack: [] }));
  report.groups = shown.slice(0, GROUPS_SHOWN);
  const finding = countFinding(settled, running.baseline.count, patience.settle, lookUp);
  if (finding !== null)
    facts.fails(fact, about === '' ? finding : { ...finding, help: sentences(about, finding.help) });
  const note = say`${count - running.baseline.count} task(s) were started once and kept. That is no leak.`;
  if (settled.outcome === 'plateau' && count > running.baseline.count && !report.notes.includes(note))
    report.notes.push(note);
  facts.holds(fact);
  return settled;
}

/**
 * What is wrong with the count after the load, or null. It diagnoses, and leaves the cure to the hints. `patience`:
 * milliseconds that tasks had to end in. `lookUp`: see `Checker`.
 */
export function countFinding(
  { outcome, count, groups }: Pick<SettledService, 'outcome' | 'count' | 'groups'>,
  baseline: number,
  patience: number,
  lookUp: string | null = null,
): Finding | null {
  if (outcome === 'settled' || outcome === 'plateau') return null;
  const [largest] = groups;
  const found = { expected: baseline, actual: count };
  if (largest === undefined)
    return {
      ...found,
      help: say`The count stays up, and no task says why: it may have been started in a file that can't be tracked.`,
    };
  if (lookUp !== null) return { ...found, help: sentences(explain(largest, patience), say`Where? ${lookUp}`) };
  const where = placeOf(largest.frames[0] ?? largest.function);
  return { ...found, where, help: sentences(explain(largest, patience), question(largest)) };
}

function explain({ count, leaked, wait, ms }: Group, patience: number): string {
  const seconds = Math.round(ms / 100) / 10;
  const proof = leaked
    ? say`Proven: nothing refers to them any more, so they can never finish.`
    : say`Not proven: something still refers to them. But they have waited for ${seconds} s, and a task has to end within ${patience / 1000} s of the load.`;
  return sentences(whatTheyDo(count, wait, leaked), proof);
}

function whatTheyDo(count: number, wait: string, leaked: boolean): string {
  const one = count === 1;
  switch (wait) {
    case 'running':
      return one ? say`1 task runs without end.` : say`${count} tasks run without end.`;
    case 'chan send':
      return one
        ? say`1 task waits to send, and nobody receives.`
        : say`${count} tasks wait to send, and nobody receives.`;
    case 'chan receive':
      // Somebody may still send: then the mistake is that they are not told at once.
      if (!leaked)
        return one
          ? say`1 task waits to receive, and nothing has come that ends it.`
          : say`${count} tasks wait to receive, and nothing has come that ends them.`;
      return one
        ? say`1 task waits to receive, and nobody will send.`
        : say`${count} tasks wait to receive, and nobody will send.`;
    default:
      return one
        ? say`1 task waits for a promise, and nothing settles it.`
        : say`${count} tasks wait for a promise, and nothing settles it.`;
  }
}

/** It leads on to the cause. */
function question({ wait, leaked }: Group): string {
  switch (wait) {
    case 'running':
      return say`What would end this loop?`;
    case 'chan send':
      return say`Who receives from this channel, and how many times? What becomes of those that send after that?`;
    case 'chan receive':
      return leaked
        ? say`Who was to send here? How do the tasks that wait learn that nothing more will come?`
        : say`Who knows that nobody wants more, and when? How do the tasks that wait learn of it at that moment?`;
    default:
      return say`What was to settle it, and in which case does that never happen?`;
  }
}

function describeGroup(group: Group): LeakedGroup {
  const { count, wait, leaked, frames } = group;
  return {
    count,
    wait,
    leaked,
    createdAt: placeOf(group.function),
    stack: frames.map((frame) => `${frame.name} (${placeOf(frame)})`),
  };
}

/** At most a hundred samples, evenly. */
export function thin(samples: [ms: number, count: number][]): [ms: number, count: number][] {
  const step = Math.ceil(samples.length / 100);
  return samples.filter((_, index) => index % step === 0 || index === samples.length - 1);
}
