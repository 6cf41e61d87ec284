/** Attach, dump and close, again and again: no target may die of it, and no port stay open. */
import { setTimeout as wait } from 'node:timers/promises';
import { attach, lookAt } from '../../src/attach/attach.ts';
import { type Answers, startLoad } from './load.ts';
import { startTarget, type Target } from './target.ts';

export interface Cycles {
  cycles: number;
  /** Sentences: what should not have been. */
  problems: string[];
  requests: number;
  /** Milliseconds: the longest that a request had to wait; that an inspector was open behind a killed command. */
  longestRequest: number;
  longestOpen: number;
  /** Milliseconds: the longest from the question for a snapshot to its last byte, which its target stood still for. */
  pause: number;
}

/** Is told the sum after each cycle. */
export type Follow = (sum: Readonly<Cycles>) => void;

/** One target for so many cycles: whatever one leaves behind meets the next. */
const EACH = 3;
/** Of so many targets the last has a heap of 300 MB: of a hundred, for twelve cycles. */
const LARGE = 25;
/** Milliseconds: a request may wait for so long beside the pause. */
const BESIDE = 10_000;
/** Milliseconds in which a target closes its inspector that has much else to do; between two looks. */
const LATE = 60_000;
const LOOK = 20;
/** Milliseconds: a cycle that takes as long never ends. */
const HANGING = 240_000;

export function nothing(): Cycles {
  return { cycles: 0, problems: [], requests: 0, longestRequest: 0, longestOpen: 0, pause: 0 };
}

/** Every other target is under load. What goes wrong is noted, and it goes on with a new target. */
export async function attachAgain(node: string, times: number, follow: Follow = () => {}): Promise<Cycles> {
  const sum = nothing();
  for (let index = 0; sum.cycles < times; index++) {
    const target = await startTarget(node, index % LARGE === LARGE - 1 ? ['three-hundred'] : []);
    const load = index % 2 === 1 ? startLoad(target.port) : null;
    let pause = 0;
    for (let again = 0; again < EACH && sum.cycles < times; again++) {
      sum.cycles++;
      const { problem, paused } = await orHanging(cycle(target));
      pause = Math.max(pause, paused);
      if (problem !== null) sum.problems.push(`cycle ${sum.cycles}: ${problem}`);
      follow(sum);
      if (problem !== null) break;
    }
    sum.pause = Math.max(sum.pause, pause);
    if (load !== null) addAnswers(sum, await load.end(), pause);
    await target.end();
  }
  return sum;
}

interface Cycle {
  /** Null where all is as it was. */
  problem: string | null;
  /** Milliseconds. */
  paused: number;
}

function orHanging(cycle: Promise<Cycle>): Promise<Cycle> {
  const hanging = { problem: `it has not ended within ${HANGING / 1000} s`, paused: 0 };
  return Promise.race([cycle, wait(HANGING, hanging, { ref: false })]);
}

async function cycle(target: Target): Promise<Cycle> {
  let paused = 0;
  async function* copy(_thread: number, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const asked = performance.now();
    yield* bytes;
    paused = performance.now() - asked;
  }
  const problem = await readOnce(target, copy).catch(String);
  return { problem, paused };
}

async function readOnce(
  target: Target,
  copy: (thread: number, bytes: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>,
): Promise<string | null> {
  const candidate = await lookAt(target.pid, process.version, false);
  const { threads, closed } = await attach(candidate, { force: false, patience: 60_000, copy });
  const [group] = threads[0]?.suspended.groups ?? [];
  const stillOpen = await closed;
  if (group?.function !== 'backend' || group.count !== 100) return `found ${JSON.stringify(group)}`;
  // Behind a long pause it has thousands of requests to answer first, and the command does not wait for all of them.
  if (stillOpen !== null) await closesLate(target);
  return leftBehind(target);
}

async function closesLate(target: Target): Promise<void> {
  const end = performance.now() + LATE;
  while (target.opened() > 0 && performance.now() < end) await wait(LOOK);
}

/** Whether a request was late is told once the pause is known. */
function addAnswers(sum: Cycles, { took, failed, stood }: Answers, pause: number): void {
  const longest = Math.max(0, ...took);
  const late = took.filter((each) => each > pause + BESIDE).length;
  sum.requests += took.length + failed.length;
  sum.longestRequest = Math.max(sum.longestRequest, longest);
  if (failed.length > 0) sum.problems.push(`${failed.length} requests of ${took.length} failed: ${failed[0]}`);
  if (late > 0) {
    sum.problems.push(
      `${late} requests of ${took.length} took longer than ${BESIDE / 1000} s beside a pause of ${Math.round(pause)} ms, the longest ${longest} ms; who sent them stood still for ${stood} ms at most`,
    );
  }
}

/** Null where all is as it was. */
export function leftBehind(target: Target): string | null {
  const { exitCode, signalCode } = target.child;
  if (hasEnded(target)) return `the target has ended (${exitCode ?? signalCode})`;
  return target.opened() > 0 ? 'a port is open still' : null;
}

export function hasEnded({ child }: Target): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
