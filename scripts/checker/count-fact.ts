/** The fact that every lab ends on: after the load, the task count is the baseline again. */
import type { Group } from 'taskscope';
import type { CheckContext } from './check.ts';
import { placeOf } from './place.ts';
import type { SettledService } from './protocol.ts';
import type { RunningService } from './service/start.ts';
import type { LeakedGroup } from './verdict.ts';

/** Milliseconds that tasks have to end in, once every source has answered. */
export const SETTLE_DEADLINE = 3000;
const GROUPS_SHOWN = 6;

/**
 * Lets everything that is held back answer, waits until the count is the baseline or the verdict is known, and decides
 * `fact`. `plateau` is the count after the load before this one: an excess that did not grow is a pool or a janitor that
 * was started once and kept, which passes with a note. `keep`: held sources that never answer.
 */
export async function checkCount(
  context: CheckContext,
  running: RunningService,
  fact: string,
  { plateau = 0, keep = [] }: { plateau?: number; keep?: string[] } = {},
): Promise<SettledService> {
  const { facts, report } = context;
  const settled = await running.service.ask(
    'settle',
    { timeout: SETTLE_DEADLINE, plateau, keep },
    SETTLE_DEADLINE + 10_000,
  );
  const { baseline } = running;
  report.counts = {
    baseline: baseline.count,
    peak: settled.peak,
    after: settled.count,
    samples: thin(settled.samples),
  };
  report.groups = settled.groups.slice(0, GROUPS_SHOWN).map(describeGroup);
  if (settled.outcome === 'plateau') {
    report.notes.push(`${settled.count - baseline.count} task(s) were started once and kept. That is no leak.`);
  } else if (settled.outcome !== 'settled') {
    const [largest] = settled.groups;
    facts.fails(fact, {
      expected: baseline.count,
      actual: settled.count,
      where: largest === undefined ? null : placeOf(largest.frames[0] ?? largest.function),
      help: largest === undefined ? NOTHING_KNOWN : explain(largest),
    });
  }
  facts.holds(fact);
  return settled;
}

const NOTHING_KNOWN =
  "The count stays up, and no task says why: it may have been started in a file that can't be tracked.";

function explain(group: Group): string {
  const { count, leaked, wait, ms } = group;
  const tasks = `${count} ${count === 1 ? 'task' : 'tasks'}`;
  const what =
    WAITS[wait] ??
    `${tasks} wait for a promise that nothing settles any more. Find what should settle it, and when it can't, or end the task by a signal.`;
  const proof = leaked
    ? 'Proven: nothing refers to them any more, so they can never finish.'
    : `Not proven: something still refers to them, but they had not finished ${Math.round(ms / 100) / 10} s later, when every source had answered. A task has to end within ${SETTLE_DEADLINE / 1000} s of that.`;
  return `${what.replace('TASKS', tasks)} ${proof}`;
}

const WAITS: { [reason: string]: string } = {
  'chan send':
    'TASKS wait to send, and nobody will receive. Give the channel room for what they send, go on receiving after the answer, or end the senders: by a signal that also reaches `send`.',
  'chan receive':
    'TASKS wait to receive, and nobody will send. Whoever knows that nothing more will come has to close the channel, or end the receiver by a signal.',
  running: 'TASKS run without end.',
};

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
function thin(samples: [ms: number, count: number][]): [ms: number, count: number][] {
  const step = Math.ceil(samples.length / 100);
  return samples.filter((_, index) => index % step === 0 || index === samples.length - 1);
}
