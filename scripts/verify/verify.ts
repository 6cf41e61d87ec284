/** Judges all subjects, some at a time, and says of each whether it gave what it has to give. */
import { availableParallelism } from 'node:os';
import { startJudge } from '../checker/judge.ts';
import type { Verdict } from '../checker/verdict.ts';
import { isOnRecord, type Recorded, told } from './recorded.ts';
import { labsInTurn, type Subject } from './subjects.ts';

/** Much of a check is waiting: for a settle, for tests that take their time, for a client to give up. */
const JUDGES_PER_CORE = 2;
const MOST_JUDGES = 8;

export interface Result {
  subject: Subject;
  verdict: Verdict;
  /** What is wrong; null where it gave what it has to give. */
  problem: string | null;
}

/** `recorded` gives what is on record for the subject's lab; null while it is being recorded anew. `seed`: default by chance. */
export async function verify(
  subjects: readonly Subject[],
  recorded: ((subject: Subject) => Recorded) | null,
  onResult: (result: Result) => void,
  seed: number | null = null,
): Promise<Result[]> {
  const queue = labsInTurn(subjects);
  const results: Result[] = [];
  const work = async (): Promise<void> => {
    const judge = startJudge();
    for (let subject = queue.shift(); subject !== undefined; subject = queue.shift()) {
      const { lab, folder, stale } = subject;
      const request = { lab: lab.name, labFolder: lab.folder, folder, ...(seed === null ? {} : { seed }) };
      const verdict = stale === undefined ? await judge.judge(request) : unjudged(lab.name, stale);
      const result = { subject, verdict, problem: problemOf(subject, verdict, recorded?.(subject) ?? null) };
      results.push(result);
      onResult(result);
    }
    await judge.close();
  };
  const judges = Math.min(MOST_JUDGES, queue.length, JUDGES_PER_CORE * availableParallelism());
  await Promise.all(Array.from({ length: judges }, work));
  return results;
}

function unjudged(lab: string, reason: string): Verdict {
  return { lab, outcome: 'could-not-judge', seed: 0, ms: 0, facts: [], notes: [], reason };
}

function problemOf({ name, fact, stale }: Subject, verdict: Verdict, recorded: Recorded | null): string | null {
  const { outcome, seed, reason } = verdict;
  const seen = told(verdict);
  if (stale !== undefined) return stale;
  if (outcome === 'could-not-judge') return `could not be judged (seed ${seed}): ${reason}`;
  if (fact === null)
    return outcome === 'pass' ? null : `has to pass, and failed at \`${seen?.fact}\` (seed ${seed}): ${seen?.help}`;
  if (outcome === 'pass') return `has to fail at \`${fact}\`, and passed (seed ${seed})`;
  if (seen?.fact !== fact)
    return `has to fail at \`${fact}\`, and failed at \`${seen?.fact}\` (seed ${seed}): ${seen?.help}`;
  if (recorded === null) return null;
  const expected = recorded[name];
  if (expected === undefined) return 'has no words on record: run `npm run verify record`';
  return isOnRecord(expected, seen)
    ? null
    : `tells the learner something else than what is on record; if it is better, run \`npm run verify record\`.\n    on record: ${JSON.stringify(expected)}\n    now:       ${JSON.stringify(seen)}`;
}
