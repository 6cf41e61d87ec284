/** Judges all subjects again and again, each time with another seed. */
import type { Verdict } from '../checker/verdict.ts';
import type { Recorded } from './recorded.ts';
import type { Run } from './stability.ts';
import type { Subject } from './subjects.ts';
import { type Result, verify } from './verify.ts';

export interface Repeats {
  times: number;
  /** Of the first repeat; each one after has the next. */
  seed: number;
}

/** How far it has come. */
export interface Progress {
  /** From 1. */
  repeat: number;
  seed: number;
  /** How many of the subjects of this repeat were judged. */
  judged: number;
  /** Milliseconds since it began. */
  ms: number;
}

export async function repeat(
  subjects: readonly Subject[],
  recorded: (subject: Subject) => Recorded,
  { times, seed: first }: Repeats,
  onRun: (run: Run, progress: Progress) => void,
): Promise<Run[]> {
  const runs: Run[] = [];
  for (let time = 0; time < times; time++) {
    const seed = first + time;
    const start = performance.now();
    let judged = 0;
    const onResult = (result: Result): void => {
      const run = runOf(result, seed);
      runs.push(run);
      onRun(run, { repeat: time + 1, seed, judged: ++judged, ms: performance.now() - start });
    };
    await verify(subjects, recorded, onResult, seed);
  }
  return runs;
}

function runOf({ subject: { lab, name }, verdict, problem }: Result, seed: number): Run {
  return { lab: lab.name, subject: name, seed, saw: sawIn(verdict), problem };
}

function sawIn({ outcome, facts }: Verdict): string {
  if (outcome === 'pass') return 'passes';
  if (outcome === 'could-not-judge') return 'could not be judged';
  return `fails at \`${facts.find(({ state }) => state === 'fail')?.id}\``;
}
