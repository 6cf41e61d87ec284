/** What the commands give when they show text: pure, for the watch as well as for the command line. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Lab, readHints } from '../../course/course.ts';
import type { Progress } from '../../course/progress.ts';
import { renderDiff } from '../render/diff.ts';
import type { Paint } from '../render/paint.ts';
import { wrap } from '../render/wrap.ts';

/** The next of the three hints, with those before it; it counts as shown. */
export function nextHint(lab: Lab, progress: Progress, paint: Paint): string {
  const hints = readHints(lab);
  const shown = Math.min(progress.of(lab.name).hints + 1, hints.length);
  progress.update(lab.name, { hints: shown });
  const texts = hints.slice(0, shown).map(({ title, text }, index) => {
    return `${paint.strong(`Hint ${index + 1} of ${hints.length}: ${title}`)}\n${wrap(text.replaceAll(/\n(?!\n)/g, ' '), 2)}`;
  });
  return texts.join('\n\n');
}

/** The learner's files beside the solution's. */
export function diffWithSolution(lab: Lab, paint: Paint): string {
  const texts = lab.files.map((file) => {
    const mine = join(lab.folder, file);
    if (!existsSync(mine)) return `\`${file}\` is not there. \`npm run lab ${lab.number} reset\` brings it back.`;
    return renderDiff(file, readFileSync(mine, 'utf8'), readFileSync(join(lab.solution, file), 'utf8'), paint);
  });
  return texts.filter((text) => text !== '').join('\n') || 'Yours and the solution are the same.';
}

/** The solution's files. */
export function solutionText(lab: Lab, paint: Paint): string {
  return lab.files
    .map(
      (file) => `${paint.strong(`solutions/${lab.name}/${file}`)}\n\n${readFileSync(join(lab.solution, file), 'utf8')}`,
    )
    .join('\n');
}
