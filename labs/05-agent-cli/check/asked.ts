/** The facts about what the agent answers: the real command tells of the worker what the probe sees in it. */
import type { Group, Profile } from 'taskscope';
import type { CheckContext } from '../../../scripts/checker/index.ts';
import { say } from '../../../scripts/checker/index.ts';
import { type Ended, until, type Worker } from './worker.ts';

const SOURCES = ['users', 'orders', 'tags'];
/** Jobs that wait for their sources while the command asks. */
const JOBS_AT_WORK = 8;
/** Of these, as the worker takes them. */
const AT_ONCE = 5;
/** Milliseconds for the worker to take the jobs, and to be done with them. */
const WORK_PATIENCE = 500;
/** A worker may do something by itself at any moment, and that must not look like a lie: it is looked at again. */
const LOOKS = 5;
const CERTAIN_LOOKS = 2;

/** What the command said, beside what the probe saw right before and right after. */
interface Look {
  agrees: boolean;
  /** Nothing moved, and the agent has answered: what does not agree then is no coincidence. */
  certain: boolean;
  expected: string;
  actual: string;
}

/** With jobs in the middle of their work. Decides `numbers-agree`, `stacks-agree` and `five-at-once`. */
export async function agreesAtWork(context: CheckContext, worker: Worker): Promise<void> {
  const { facts, seed } = context;
  const { service } = worker;
  await service.ask('hold', SOURCES);
  const jobs = Array.from({ length: JOBS_AT_WORK }, (_, index): [string, null] => [`held${index}-${seed}`, null]);
  await service.ask('jobs', jobs);
  await until(service, async () => (await service.ask('calls', SOURCES[0] ?? '')).length > 0, WORK_PATIENCE);
  const [number, stack] = await Promise.all([disagreement(() => numbers(worker)), disagreement(() => stacks(worker))]);
  decideNumbers(context, worker, 'numbers-agree', number, say`In the middle of the work`);
  facts.require('stacks-agree', stack === null, () => ({
    expected: stack?.expected,
    actual: stack?.actual,
    help: say`While jobs wait for their sources, \`npx taskscope stack ${worker.pid}\` has to show every task, and with \`--group\` where they wait, as it is in the worker: leave the answers to the agent of \`taskscope/agent\`.`,
  }));
  facts.holds('stacks-agree');
  await fiveAtOnce(context, worker);
  await service.ask('free', SOURCES);
  // A wrong fix may leave some of them undone: what is judged of jobs is judged of the next ones.
  await until(service, async () => (await service.ask('calls', 'results')).length >= JOBS_AT_WORK, WORK_PATIENCE);
}

/** No job can be saved yet: those that were begun are all that are worked on. The command has left them time enough. */
async function fiveAtOnce({ facts }: CheckContext, { service }: Worker): Promise<void> {
  const begun = async (): Promise<number> => {
    const calls = await Promise.all(SOURCES.map((source) => service.ask('calls', source)));
    return new Set(calls.flat().map(({ id }) => id)).size;
  };
  await until(service, async () => (await begun()) >= AT_ONCE, WORK_PATIENCE);
  const actual = await begun();
  facts.require('five-at-once', actual === AT_ONCE, () => ({
    expected: say`${AT_ONCE} of ${JOBS_AT_WORK} jobs begun, and the others still in the queue`,
    actual,
    help: say`None of these jobs could be saved yet. The worker takes five at a time, and the next one when one of them is saved.`,
  }));
  facts.holds('five-at-once');
}

/** With no job at work any more. Decides `still-answers`. */
export async function agreesAtRest(context: CheckContext, worker: Worker): Promise<void> {
  decideNumbers(
    context,
    worker,
    'still-answers',
    await disagreement(() => numbers(worker)),
    say`At rest, after all jobs`,
  );
}

function decideNumbers({ facts }: CheckContext, { pid }: Worker, fact: string, look: Look | null, when: string): void {
  facts.require(fact, look === null, () => ({
    expected: look?.expected,
    actual: look?.actual,
    help: say`${when}, \`npx taskscope stats ${pid}\` has to tell what is true of the worker: leave the answers to the agent of \`taskscope/agent\`, and keep it listening.`,
  }));
  facts.holds(fact);
}

/** The last look where they don't agree; null as soon as they do. */
async function disagreement(look: () => Promise<Look>): Promise<Look | null> {
  for (let looks = 1, certain = 0; ; looks++) {
    const seen = await look();
    if (seen.agrees) return null;
    if (seen.certain) certain++;
    if (certain >= CERTAIN_LOOKS || looks >= LOOKS) return seen;
  }
}

async function numbers({ service, taskscope, pid }: Worker): Promise<Look> {
  const before = await service.ask('count', null);
  const stats = await taskscope('stats', String(pid), '--json');
  const after = await service.ask('count', null);
  const { tasks, leaked } = readNumbers(stats);
  return {
    agrees: isBetween(tasks, before.count, after.count) && isBetween(leaked, before.leaked, after.leaked),
    certain: stats.status === 0 && before.count === after.count && before.leaked === after.leaked,
    expected: say`tasks: ${after.count}, leaked so far: ${after.leaked}`,
    actual: stats.err === '' ? say`tasks: ${tasks}, leaked so far: ${leaked}` : stats.err,
  };
}

/** Block by block and grouped. Where the tasks change meanwhile, at least their number has to be right. */
async function stacks({ service, taskscope, pid }: Worker): Promise<Look> {
  const before = await service.ask('profile', null);
  const [blocks, grouped] = await Promise.all([
    taskscope('stack', String(pid)),
    taskscope('stack', String(pid), '--group', '--json'),
  ]);
  const after = await service.ask('profile', null);
  const told = { total: countBlocks(blocks.out), groups: readGroups(grouped) };
  const still = keyOf(before.groups) === keyOf(after.groups);
  return {
    agrees: isBetween(told.total, before.total, after.total) && (!still || keyOf(told.groups) === keyOf(after.groups)),
    certain: still && blocks.status === 0 && grouped.status === 0,
    expected: inWords(after),
    actual: blocks.err || grouped.err || inWords(told),
  };
}

function isBetween(told: unknown, one: number, other: number): boolean {
  return typeof told === 'number' && told >= Math.min(one, other) && told <= Math.max(one, other);
}

function readNumbers({ out }: Ended): { tasks: unknown; leaked: unknown } {
  const { tasks = 'none', leaked = 'none' } = Object(parsed(out));
  return { tasks, leaked };
}

/** Tasks that the text shows: a block is one task, or, where they are leaked, as many as it says. */
function countBlocks(text: string): number {
  let count = 0;
  for (const [, many] of text.matchAll(/^(?:task \d+|(\d+) tasks?) .*:$/gm)) count += Number(many ?? 1);
  return count;
}

function readGroups({ out }: Ended): Group[] {
  const groups = parsed(out);
  return Array.isArray(groups) ? groups.filter((group) => Array.isArray(Object(group).frames)) : [];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Groups as far as they stay the same while nothing happens: a leak can be proven at any moment. */
function keyOf(groups: readonly Group[]): string {
  const counts = new Map<string, number>();
  for (const { count, wait, name, frames } of groups) {
    const key = [wait, name, ...frames.map(({ file, line, column }) => `${file}:${line}:${column}`)].join(' ');
    counts.set(key, (counts.get(key) ?? 0) + count);
  }
  return JSON.stringify([...counts].sort());
}

function inWords({ total, groups }: Profile): string {
  return say`${total} tasks in ${groups.length} groups`;
}
