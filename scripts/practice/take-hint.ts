import { type Lab, readHints } from '../course/course.ts';
import type { Progress } from '../course/progress.ts';

/** Shows one hint more, as long as there is one; without `more`, only where none is shown yet. */
export function takeHint(lab: Lab, progress: Progress, more: boolean): void {
  const { hints } = progress.of(lab.name);
  if (more || hints === 0) progress.update(lab.name, { hints: Math.min(hints + 1, readHints(lab).length) });
}
