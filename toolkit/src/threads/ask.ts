/** Asking the worker threads of this one, and theirs. One that is busy can't answer: the deadline names it as missing. */
import type { EventLoopUtilization } from 'node:perf_hooks';
import { threadId, type Worker } from 'node:worker_threads';
import { registry } from '../registry/registry.ts';
import type { MissingThread } from '../registry/workers.ts';
import { type Answer, nameOf, openChannel, type Question, type Subject } from './messages.ts';

/** Milliseconds: whoever asks a program waits little longer. */
const PATIENCE = 500;
/** A collection comes before the answer. */
const COLLECTION_PATIENCE = 10_000;
/** A heap snapshot comes before the answer, and is read: whoever asks for one has time. */
const SNAPSHOT_PATIENCE = 60_000;
const GREETING_PATIENCE = 5000;
/** Share of the time above which a thread has no turn left to answer in. */
const BUSY = 0.9;

export interface Threads<S extends Subject> {
  /** By `threadId`, without this one. */
  answers: Answer<S>[];
  missing: MissingThread[];
}

let questions = 0;

/** All threads that run now; in a program without workers this waits for nothing. */
export async function askThreads<S extends Subject>(subject: S): Promise<Threads<S>> {
  const workers = new Map(registry.runningWorkers());
  if (workers.size === 0) return { answers: [], missing: [] };
  const before = new Map(Array.from(workers, ([thread, worker]) => [thread, utilization(worker)]));
  const answers = await collectAnswers(subject, [...workers.keys()]);
  const missing = awaited([...workers.keys()], answers)
    .filter((thread) => !answers.has(thread))
    // One that has ended meanwhile is none any more.
    .filter((thread) => !workers.has(thread) || registry.runningWorkers().has(thread))
    .map((thread) => describeMissing(thread, patienceFor(subject), workers.get(thread), before.get(thread)));
  return { answers: [...answers.values()].sort((a, b) => a.thread - b.thread), missing };
}

async function collectAnswers<S extends Subject>(
  subject: S,
  own: readonly number[],
): Promise<ReadonlyMap<number, Answer<S>>> {
  const willing = own.filter((thread) => registry.hasGreeted(thread));
  if (subject !== 'leaks' && subject !== 'held') {
    return question(subject, PATIENCE, (answers) => awaited(willing, answers));
  }
  // Who does not answer at once is not waited for as long as a collection takes, or a snapshot.
  const answering = await question('statistics', patienceFor(subject), (answers) => awaited(willing, answers));
  if (subject === 'leaks') return question(subject, COLLECTION_PATIENCE, () => [...answering.keys()]);
  const answers = new Map<number, Answer<S>>();
  // One after the other: each takes some times the memory of its heap.
  for (const thread of answering.keys()) {
    const told = await question(subject, SNAPSHOT_PATIENCE, () => [thread], thread);
    for (const [number, answer] of told) answers.set(number, answer);
  }
  return answers;
}

/** For a thread to say that it is there. */
function patienceFor(subject: Subject): number {
  return subject === 'held' ? GREETING_PATIENCE : PATIENCE;
}

/** Resolves once all who are `expected`, after what was answered so far, have answered, or the time is up. */
function question<S extends Subject>(
  subject: S,
  patience: number,
  expected: (answers: ReadonlyMap<number, Answer<S>>) => readonly number[],
  thread: number | null = null,
): Promise<ReadonlyMap<number, Answer<S>>> {
  const answers = new Map<number, Answer<S>>();
  const channel = openChannel();
  const number = `${threadId}:${++questions}`;
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      channel.close();
      resolve(answers);
    };
    const timer = setTimeout(end, patience);
    channel.onmessage = ({ data }: { data: Question | Answer<S> }) => {
      if (!('answer' in data) || data.answer !== number) return;
      answers.set(data.thread, data);
      if (expected(answers).every((thread) => answers.has(thread))) end();
    };
    channel.postMessage({ question: number, subject, thread } satisfies Question);
    if (expected(answers).length === 0) end();
  });
}

/** These threads, and those that they say they have started. */
function awaited(own: readonly number[], answers: ReadonlyMap<number, Answer>): number[] {
  const all = [...own];
  for (const thread of all) all.push(...(answers.get(thread)?.workers ?? []));
  return all;
}

function utilization({ performance }: Worker): EventLoopUtilization {
  return performance.eventLoopUtilization();
}

function describeMissing(
  thread: number,
  patience: number,
  worker: Worker | undefined,
  before: EventLoopUtilization | undefined,
): MissingThread {
  if (worker === undefined || before === undefined) return { thread, name: '', reason: 'it does not answer' };
  const reason = !registry.hasGreeted(thread)
    ? 'it runs without `taskscope/register`: leave its `execArgv` out, and put its code into a file'
    : isBusy(worker.performance.eventLoopUtilization(before))
      ? 'it is busy: a loop that never awaits'
      : `it did not answer within ${patience} ms: ask again`;
  return { thread, name: nameOf(worker), reason };
}

/** Before the first turn of its event loop, while its script runs, Node tells of no time at all. */
function isBusy({ utilization: share, idle, active }: EventLoopUtilization): boolean {
  return share > BUSY || idle + active === 0;
}
