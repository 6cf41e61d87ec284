/** Runs many programs from the grammar, and makes the first that fails small. */
import fc from 'fast-check';
import { program } from './grammar.ts';
import type { Judge, Verdict } from './judge.ts';
import type { Program } from './program.ts';

export interface Failure extends Verdict {
  problems: string[];
  program: Program;
  /** Of the program in the order of its seed. */
  index: number;
}

export interface Search {
  seed: number;
  count: number;
  /** Programs that share a process and run at the same time. */
  batch?: number;
  /** Ends with the batch in which a program fails in this way. */
  until?: (problems: readonly string[]) => boolean;
  /** Told after each batch. */
  onProgress?: (done: number, failures: number) => void;
}

const BATCH = 50;
/** Smaller programs that are tried, in all. */
const SHRINKS = 120;

export async function search(
  judge: Judge,
  { seed, count, batch: size = BATCH, until = () => false, onProgress }: Search,
): Promise<{ failures: Failure[]; notRun: number }> {
  const programs = fc.sample(program, { seed, numRuns: count });
  const failures: Failure[] = [];
  let notRun = 0;
  for (let done = 0; done < count; done += size) {
    const batch = programs.slice(done, done + size);
    for (const [index, { text, problems }] of (await judge.judge(batch)).entries()) {
      const failing = batch[index];
      if (problems === null) notRun++;
      else if (problems.length > 0 && failing !== undefined)
        failures.push({ text, problems, program: failing, index: done + index });
    }
    onProgress?.(done + batch.length, failures.length);
    if (failures.some(({ problems }) => until(problems))) break;
  }
  return { failures, notRun };
}

/** A smaller program that fails as this one of `seed` does: with a problem that `alike` takes for the same. */
export async function shrink(
  judge: Judge,
  seed: number,
  { index, ...failure }: Failure,
  alike: (problems: readonly string[]) => boolean = () => true,
): Promise<Failure> {
  let smallest: Failure = { index, ...failure };
  let left = SHRINKS;
  const holds = fc.asyncProperty(program, async (candidate) => {
    if (left-- <= 0) return true;
    const [verdict] = await judge.judge([candidate]);
    const problems = verdict?.problems ?? [];
    if (verdict === undefined || problems.length === 0 || !alike(problems)) return true;
    smallest = { text: verdict.text, problems, program: candidate, index };
    return false;
  });
  await fc.check(holds, { seed, path: String(index) });
  return smallest;
}
