/** The facts about the agent: what the real command tells of the worker agrees with what the probe sees in it. */
import type { Group, Profile } from 'taskscope';
import { type CheckContext, CouldNotJudge } from '../../../scripts/checker/index.ts';
import { type Ended, until, type Worker } from './worker.ts';

const SOURCES = ['users', 'orders', 'tags'];
/** Jobs that wait for their sources while the command asks. */
const JOBS_AT_WORK = 8;
/** Milliseconds for an agent that says nothing yet: the machine may be busy. */
const AGENT_PATIENCE = 10_000;
/** Milliseconds for one that is not there: it may be about to listen. */
const NO_AGENT_PATIENCE = 500;
/** A worker is seldom at rest to the last task: what it does by itself must not look like a lie. */
const TRIES = 4;

/** Decides `listed`. */
export async function isListed({ facts }: CheckContext, worker: Worker): Promise<void> {
  const start = performance.now();
  for (;;) {
    const listed = readList(await worker.taskscope('list', '--json')).find(({ pid }) => pid === worker.pid);
    if (listed?.agent === true) return facts.holds('listed');
    await worker.service.ask('count', null);
    const stats = await worker.taskscope('stats', String(worker.pid));
    const patience = stats.err.includes('has no agent') ? NO_AGENT_PATIENCE : AGENT_PATIENCE;
    if (performance.now() - start < patience) continue;
    facts.fails('listed', {
      expected: 'the worker in the list, with `*`',
      actual: `without \`*\`. ${stats.err}`.trim(),
      help: 'The agent has to listen from the start of the worker to its end, where the command looks for it: `await listen()`, from `taskscope/agent`, before the first job is taken, and without a `configDir` of your own.',
    });
  }
}

function readList({ status, out, err }: Ended): { pid: number; agent: boolean }[] {
  if (status !== 0) throw new CouldNotJudge(`\`npx taskscope\` could not list the processes: ${err}`);
  return JSON.parse(out);
}

export async function agreesAtRest(context: CheckContext, worker: Worker): Promise<void> {
  await numbersAgree(context, worker, 'At rest');
}

/** With jobs in the middle of their work. Decides `numbers-agree` and `stacks-agree`. */
export async function agreesAtWork(context: CheckContext, worker: Worker): Promise<void> {
  const { facts, seed } = context;
  const { service } = worker;
  await service.ask('hold', SOURCES);
  const jobs = Array.from({ length: JOBS_AT_WORK }, (_, index): [string, null] => [`held${index}-${seed}`, null]);
  await service.ask('jobs', jobs);
  await until(service, async () => (await service.ask('calls', SOURCES[0] ?? '')).length > 0, 500);
  await Promise.all([numbersAgree(context, worker, 'At work'), stacksAgree(context, worker)]);
  facts.holds('numbers-agree');
  facts.holds('stacks-agree');
  await service.ask('free', SOURCES);
  // Wrong fixes may leave some of them undone; what is judged of jobs is judged of the next ones.
  await until(service, async () => (await service.ask('calls', 'results')).length >= JOBS_AT_WORK, 500);
}

/** The command is asked between two looks of the probe: its number has to lie between theirs. */
async function numbersAgree({ facts }: CheckContext, worker: Worker, when: string): Promise<void> {
  let finding = { expected: '', actual: '' };
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const before = await worker.service.ask('count', null);
    const stats = await worker.taskscope('stats', String(worker.pid), '--json');
    const after = await worker.service.ask('count', null);
    const { tasks, leaked } = readNumbers(stats);
    if (isBetween(tasks, before.count, after.count) && isBetween(leaked, before.leaked, after.leaked)) return;
    finding = {
      expected: `tasks: ${after.count}, leaked so far: ${after.leaked}`,
      actual: stats.err === '' ? `tasks: ${tasks}, leaked so far: ${leaked}` : stats.err,
    };
  }
  facts.fails('numbers-agree', {
    ...finding,
    help: `${when}, \`npx taskscope stats ${worker.pid}\` has to tell what is true of the worker: leave the answers to the agent of \`taskscope/agent\`, and keep it listening.`,
  });
}

function readNumbers({ out }: Ended): { tasks: unknown; leaked: unknown } {
  try {
    const { tasks, leaked }: { tasks: unknown; leaked: unknown } = JSON.parse(out);
    return { tasks, leaked };
  } catch {
    return { tasks: 'none', leaked: 'none' };
  }
}

function isBetween(told: unknown, one: number, other: number): boolean {
  return typeof told === 'number' && told >= Math.min(one, other) && told <= Math.max(one, other);
}

/** Block by block and grouped. Where the tasks change meanwhile, at least their number has to be right. */
async function stacksAgree({ facts }: CheckContext, worker: Worker): Promise<void> {
  const pid = String(worker.pid);
  let finding = { expected: '', actual: '' };
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const before = await worker.service.ask('profile', null);
    const [blocks, grouped] = await Promise.all([
      worker.taskscope('stack', pid),
      worker.taskscope('stack', pid, '--group', '--json'),
    ]);
    const after = await worker.service.ask('profile', null);
    const told = { total: countBlocks(blocks.out), groups: readGroups(grouped) };
    const moved = keyOf(before.groups) !== keyOf(after.groups);
    const same = isBetween(told.total, before.total, after.total);
    if (same && (keyOf(told.groups) === keyOf(after.groups) || (moved && attempt === TRIES - 1))) return;
    finding = { expected: inWords(after), actual: blocks.err || grouped.err || inWords(told) };
  }
  facts.fails('stacks-agree', {
    ...finding,
    help: `While jobs wait for their sources, \`npx taskscope stack ${pid}\` has to show every task, and with \`--group\` where they wait, as it is in the worker: leave the answers to the agent of \`taskscope/agent\`.`,
  });
}

/** Tasks that the text shows: a block is one task, or, where they are leaked, as many as it says. */
function countBlocks(text: string): number {
  let count = 0;
  for (const [, many] of text.matchAll(/^(?:task \d+|(\d+) tasks?) .*:$/gm)) count += Number(many ?? 1);
  return count;
}

function readGroups({ out }: Ended): Group[] {
  try {
    const groups: unknown = JSON.parse(out);
    return Array.isArray(groups) ? groups : [];
  } catch {
    return [];
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
  return `${total} tasks in ${groups.length} groups`;
}
