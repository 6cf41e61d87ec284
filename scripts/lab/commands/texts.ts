/** The commands that only show or copy files. Each gives its exit status. */

import { relative } from 'node:path';
import { loadChecker } from '../../checker/load-checker.ts';
import type { Lab } from '../../course/course.ts';
import { nextLab } from '../../course/next-lab.ts';
import { say } from '../../language/say.mjs';
import { heldBackNow } from '../../practice/classroom/held-back.ts';
import { mayNameTheLine } from '../../practice/names-the-line.ts';
import { startOver, undoStartOver } from '../../practice/start-over.ts';
import { takeHint } from '../../practice/take-hint.ts';
import type { Context } from '../context.ts';
import { renderList, renderProgress } from '../render/list.ts';
import { wrap } from '../render/wrap.ts';
import { allPassed, diffWithSolution, renderHints, solutionText } from './help.ts';

export function listLabs({ course, progress, paint, print }: Context): number {
  print(`${renderList(course, progress, paint)}\n\n  ${renderProgress(course, progress)}`);
  print(say`\nOpen one with \`npm run lab N\`, go on with \`npm run lab\`.`);
  return 0;
}

export function hint({ progress, classroom, paint, print }: Context, lab: Lab): number {
  takeHint(lab, progress, true);
  classroom.hinted(lab);
  print(renderHints(lab, progress, paint));
  const { hints } = progress.of(lab.name);
  print(
    hints < 3
      ? say`\nOne more: npm run lab ${lab.number} hint`
      : say`\nThe solution: npm run lab ${lab.number} solution show`,
  );
  return 0;
}

/** Where a lab teaches to find the line, nobody should come across it by accident: there it is like the solution. */
export async function diff(
  { progress, classroom, paint, print }: Context,
  lab: Lab,
  confirmed: boolean,
): Promise<number> {
  const heldBack = await heldBackNow(classroom, lab);
  if (heldBack !== null) {
    print(wrap(heldBack, 0, paint.width));
    return 0;
  }
  const { lookUp } = await loadChecker(lab.folder);
  if (lookUp !== undefined && !progress.isDone(lab.name) && !mayNameTheLine(progress, lab) && !confirmed) {
    print(
      say`Lab ${lab.number} teaches to find the line, and the diff names it. After the last hint it is shown: npm run lab ${lab.number} hint`,
    );
    print(say`To see the diff all the same: npm run lab ${lab.number} diff show`);
    return 0;
  }
  print(diffWithSolution(lab, paint));
  return 0;
}

/** After a pass, or when asked for with `show`: nobody should come across it by accident. */
export async function solution(
  { progress, classroom, paint, print }: Context,
  lab: Lab,
  confirmed: boolean,
): Promise<number> {
  const heldBack = await heldBackNow(classroom, lab);
  if (heldBack !== null) {
    print(wrap(heldBack, 0, paint.width));
    return 0;
  }
  if (!progress.isDone(lab.name) && !confirmed) {
    print(say`Lab ${lab.number} is not passed yet. Hints: npm run lab ${lab.number} hint`);
    print(say`To see the solution all the same: npm run lab ${lab.number} solution show`);
    return 0;
  }
  print(solutionText(lab, paint));
  return 0;
}

export function resetLab(context: Context, lab: Lab): number {
  const { root, now, print } = context;
  const backup = startOver(context, lab, now());
  if (backup === null) {
    print(say`Lab ${lab.number} is at its start. There was nothing to keep.`);
    return 0;
  }
  print(say`Lab ${lab.number} is back at its start. Your files are kept:\n  ${relative(root, backup)}`);
  print(say`To have them back: npm run lab ${lab.number} restore`);
  return 0;
}

export function restoreLab(context: Context, lab: Lab): number {
  const { root, now, print } = context;
  const source = undoStartOver(context, lab, now());
  if (source === null) {
    print(say`There is no backup of lab ${lab.number} that differs from your files: nothing was changed.`);
    return 2;
  }
  print(say`Your files are back, from:\n  ${relative(root, source)}`);
  print(say`What was there is not lost: \`restore\` or \`reset\` brings it back.`);
  return 0;
}

/** The lab to go on with; null where all are passed, which is said. */
export function next({ course, progress, print }: Context): Lab | null {
  const lab = nextLab(course, progress, progress.current);
  if (lab === null) print(allPassed());
  return lab;
}
