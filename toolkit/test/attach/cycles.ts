/** Attach, dump and close, again and again: no target may die of it, and no port stay open. */
import { attach, lookAt } from '../../src/attach/attach.ts';
import { startLoad } from './load.ts';
import { startTarget, type Target } from './target.ts';

export interface Cycles {
  cycles: number;
  /** Sentences: what should not have been. */
  problems: string[];
  requests: number;
  /** Milliseconds: the longest that a request had to wait, or that an inspector was open behind a killed command. */
  longest: number;
}

/** One target for so many cycles: whatever one leaves behind meets the next. */
const EACH = 3;
/** Of so many targets the last has a heap of 300 MB: of a hundred, for twelve cycles. */
const LARGE = 25;

/** Every other target is under load. */
export async function attachAgain(node: string, times: number): Promise<Cycles> {
  const sum: Cycles = { cycles: 0, problems: [], requests: 0, longest: 0 };
  for (let index = 0; sum.cycles < times; index++) {
    const target = await startTarget(node, index % LARGE === LARGE - 1 ? ['three-hundred'] : []);
    const load = index % 2 === 1 ? startLoad(target.port) : null;
    for (let again = 0; again < EACH && sum.cycles < times; again++) {
      sum.cycles++;
      const problem = await cycle(target);
      if (problem !== null) sum.problems.push(`cycle ${sum.cycles}: ${problem}`);
      if (hasEnded(target)) break;
    }
    const { requests, failed, longest } = (await load?.end()) ?? { requests: 0, failed: [], longest: 0 };
    sum.requests += requests;
    sum.longest = Math.max(sum.longest, longest);
    sum.problems.push(...failed);
    await target.end();
  }
  return sum;
}

async function cycle(target: Target): Promise<string | null> {
  try {
    const candidate = await lookAt(target.pid, process.version, false);
    const { threads, closed } = await attach(candidate, { force: false, patience: 60_000 });
    const [group] = threads[0]?.suspended.groups ?? [];
    const stillOpen = await closed;
    if (group?.function !== 'backend' || group.count !== 100) return `found ${JSON.stringify(group)}`;
    if (stillOpen !== null) return stillOpen;
  } catch (error) {
    return String(error);
  }
  return leftBehind(target);
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
