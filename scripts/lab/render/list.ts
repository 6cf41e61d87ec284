import type { Lab } from '../../course/course.ts';
import type { Progress } from '../../course/progress.ts';
import { say } from '../../language/say.mjs';
import type { Paint } from './paint.ts';

/** All labs, with what is done. */
export function renderList(course: readonly Lab[], progress: Progress, paint: Paint): string {
  const lines = course.map((lab) => {
    const { hints } = progress.of(lab.name);
    const mark = markOf(lab, progress, paint);
    return `  ${mark}  ${lab.name.padEnd(18)} ${lab.title}${hints > 0 ? paint.quiet(say`  (${hints} of 3 hints)`) : ''}`;
  });
  return [paint.strong(say`The labs`), ...lines].join('\n');
}

function markOf({ name }: Lab, progress: Progress, paint: Paint): string {
  const { passed, caughtUp } = progress.of(name);
  if (passed) return paint.good(say`✓ passed`);
  if (caughtUp) return say`» given `;
  return progress.current === name ? say`→ open  ` : say`○ open  `;
}

/** `[####------] 1 of 2 labs passed` */
export function renderProgress(course: readonly Lab[], progress: Progress): string {
  const passed = course.filter(({ name }) => progress.of(name).passed).length;
  const full = Math.round((passed / course.length) * 20);
  const bar = say`[${'#'.repeat(full)}${'-'.repeat(20 - full)}] ${passed} of ${course.length} labs passed`;
  const given = course.filter(({ name }) => progress.isDone(name)).length - passed;
  return given === 0 ? bar : say`${bar}, ${given} caught up`;
}
