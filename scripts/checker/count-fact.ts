/** The fact that every lab ends on: after the load, the task count is the baseline again. */
import type { Group } from 'taskscope';
import { say, sentences } from '../language/say.mjs';
import type { CheckContext } from './check.ts';
import type { Finding } from './facts.ts';
import { placeOf } from './place.ts';
import type { SettledService } from './protocol.ts';
import { resourcesGrown } from './resources.ts';
import type { RunningService } from './service/start.ts';
import type { LeakedGroup } from './verdict.ts';

const GROUPS_SHOWN = 6;
/** Milliseconds for the first look, before the load is repeated: what ends by then is no question. */
const FIRST_LOOK = 300;
/** The loads after the first. */
const REPEATS = ['second', 'third', 'fourth'];
/** Milliseconds that the probe may need beyond the patience, to collect and to tell. */
const SLACK = 10_000;

/**
 * Lets everything that is held back answer, waits until the count is the baseline or the verdict is known, and decides
 * `fact`. `again` repeats the load under another name: where tasks stay without a proof, it is called, and where hardly any of
 * its tasks stay as well, those from before are a pool or a janitor, started once and kept, which passes with a note. Where
 * fewer stay, but some, it is called again. `keep`: held sources that never answer. `about`: a sentence that the help begins
 * with, on what the load was.
 */
export async function checkCount(
  context: CheckContext,
  running: Pick<RunningService, 'service' | 'baseline'>,
  fact: string,
  { again, keep = [], about = '' }: { again: (name: string) => Promise<unknown>; keep?: string[]; about?: string },
): Promise<SettledService> {
  const { facts, report, patience } = context;
  const settle = (timeout: number, repeated = false): Promise<SettledService> =>
    running.service.ask('settle', { timeout, repeated, keep }, timeout + SLACK);
  let settled = await settle(Math.min(FIRST_LOOK, patience.settle));
  if (settled.outcome === 'stuck') {
    for (const name of REPEATS) {
      await again(name);
      settled = await settle(patience.settle, true);
      if (settled.outcome !== 'undecided') break;
    }
  }
  // A timer or a connection has as much time as a task.
  else if (resourcesGrown(running.baseline.resources, settled.resources).length > 0)
    settled = await settle(patience.settle);
  const { count, peak, samples, groups } = settled;
  report.counts = { baseline: running.baseline.count, peak, after: count, samples: thin(samples) };
  report.groups = groups.slice(0, GROUPS_SHOWN).map(describeGroup);
  const finding = countFinding(settled, running.baseline.count, patience.settle);
  if (finding !== null)
    facts.fails(fact, about === '' ? finding : { ...finding, help: sentences(about, finding.help) });
  const note = say`${count - running.baseline.count} task(s) were started once and kept. That is no leak.`;
  if (settled.outcome === 'plateau' && count > running.baseline.count && !report.notes.includes(note))
    report.notes.push(note);
  facts.holds(fact);
  return settled;
}

/** What is wrong with the count after the load, or null. `patience`: milliseconds that tasks had to end in. */
export function countFinding(
  { outcome, count, groups }: Pick<SettledService, 'outcome' | 'count' | 'groups'>,
  baseline: number,
  patience: number,
): Finding | null {
  if (outcome === 'settled' || outcome === 'plateau') return null;
  const [largest] = groups;
  return {
    expected: baseline,
    actual: count,
    where: largest === undefined ? null : placeOf(largest.frames[0] ?? largest.function),
    help:
      largest === undefined
        ? say`The count stays up, and no task says why: it may have been started in a file that can't be tracked.`
        : explain(largest, patience),
  };
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
    case 'chan send': {
      const waiting = one ? say`1 task waits to send` : say`${count} tasks wait to send`;
      return say`${waiting}, and nobody will receive. Give the channel room for what they send, go on receiving after the answer, or end the senders: by a signal that also reaches \`send\`.`;
    }
    case 'chan receive': {
      const waiting = one ? say`1 task waits to receive` : say`${count} tasks wait to receive`;
      // Somebody may still send: then the mistake is that they are not told at once.
      if (!leaked)
        return say`${waiting}, and nothing has come that ends them. When nobody wants more, close the channel, or end the receiver by a signal: at that moment, and not at the next value.`;
      return say`${waiting}, and nobody will send. Whoever knows that nothing more will come has to close the channel, or end the receiver by a signal.`;
    }
    default: {
      const waiting = one ? say`1 task waits` : say`${count} tasks wait`;
      return say`${waiting} for a promise that nothing settles any more. Find what should settle it, and when it can't, or end the task by a signal.`;
    }
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
