/**
 * Some labs teach to find the line of a leak: their `check.ts` has a `lookUp`. There no verdict, run or diff names the line
 * before the last hint was shown, or the lab was passed.
 */
import { type Lab, readHints } from '../course/course.ts';
import type { LabProgress, Progress } from '../course/progress.ts';

/** `hintsInAll`: how many the lab has. */
export function namesTheLine({ passed, hints }: LabProgress, hintsInAll: number): boolean {
  return passed || hints >= hintsInAll;
}

/** As it is written just now: another terminal, or the page, may have shown the hint. */
export function mayNameTheLine(progress: Progress, lab: Lab): boolean {
  progress.refresh();
  return namesTheLine(progress.of(lab.name), readHints(lab).length);
}
