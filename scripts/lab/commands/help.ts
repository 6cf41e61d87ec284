/** What the commands give when they show text: pure, for the watch as well as for the command line. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Lab, readHints } from '../../course/course.ts';
import type { Progress } from '../../course/progress.ts';
import { say } from '../../language/say.mjs';
import { renderDiff } from '../render/diff.ts';
import type { Paint } from '../render/paint.ts';
import { wrap } from '../render/wrap.ts';

/** Said where no lab is left. */
export const allPassed = (): string =>
  say`All labs are passed. Thank you for coming this far; docs/en/learn has more to read.`;

/** The hints that are shown, in order. */
export function renderHints(lab: Lab, progress: Progress, paint: Paint): string {
  const hints = readHints(lab);
  const texts = hints.slice(0, progress.of(lab.name).hints).map(({ title, text }, index) => {
    const paragraphs = text.split(/\n{2,}/).map((paragraph) => wrap(paragraph.replaceAll('\n', ' '), 2, paint.width));
    return `${paint.strong(say`Hint ${index + 1} of ${hints.length}: ${title}`)}\n${paragraphs.join('\n\n')}`;
  });
  return texts.join('\n\n');
}

/** The learner's files beside the solution's. */
export function diffWithSolution(lab: Lab, paint: Paint): string {
  const texts = lab.files.map((file) => {
    const mine = join(lab.folder, file);
    if (!existsSync(mine)) return say`\`${file}\` is not there. \`npm run lab ${lab.number} reset\` brings it back.`;
    return renderDiff(file, readFileSync(mine, 'utf8'), readFileSync(join(lab.solution, file), 'utf8'), paint);
  });
  return texts.filter((text) => text !== '').join('\n') || say`Yours and the solution are the same.`;
}

/** The solution's files. */
export function solutionText(lab: Lab, paint: Paint): string {
  return lab.files
    .map(
      (file) => `${paint.strong(`solutions/${lab.name}/${file}`)}\n\n${readFileSync(join(lab.solution, file), 'utf8')}`,
    )
    .join('\n');
}
