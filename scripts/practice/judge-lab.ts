import type { Judge, JudgeOptions } from '../checker/judge.ts';
import type { Verdict } from '../checker/verdict.ts';
import type { Lab } from '../course/course.ts';
import { digestOf } from '../course/digest.ts';
import type { Progress } from '../course/progress.ts';
import { mayNameTheLine } from './names-the-line.ts';

/** Judges the learner's folder, and keeps a pass. Throws what the judge throws. */
export async function judgeLab(judge: Judge, lab: Lab, progress: Progress, options?: JudgeOptions): Promise<Verdict> {
  const { name, folder } = lab;
  const request = { lab: name, labFolder: folder, folder, namesTheLine: mayNameTheLine(progress, lab) };
  const verdict = await judge.judge(request, options);
  if (verdict.outcome === 'pass' && !isGiven(progress, lab)) progress.update(lab.name, { passed: true });
  return verdict;
}

/** Whether what passed is the solution that `catch-up` has put there: then the lab is still the learner's to solve. */
function isGiven(progress: Progress, { name, folder, solution, files }: Lab): boolean {
  return progress.of(name).caughtUp === true && digestOf(folder, files) === digestOf(solution, files);
}
