/** `lab N check [json]`: judges once. */
import { exitStatus, type Verdict } from '../../checker/verdict.ts';
import type { Lab } from '../../course/course.ts';
import { changedCourseFiles } from '../../course/tampering.ts';
import { typeErrors } from '../../course/type-errors.ts';
import { say } from '../../language/say.mjs';
import { judgeLab } from '../../practice/judge-lab.ts';
import { missingFile } from '../../practice/missing-file.ts';
import type { Context } from '../context.ts';
import { renderLearned, renderVerdict } from '../render/verdict.ts';
import { wrap } from '../render/wrap.ts';

export async function check(context: Context, lab: Lab, json: boolean): Promise<number> {
  const { paint, print } = context;
  const missing = missingFile(lab);
  if (missing !== null && !json) {
    print(missing);
    return 2;
  }
  if (!json) print(`${paint.strong(heading(lab))}\n`);
  const judge = context.startJudge();
  try {
    const verdict =
      missing === null
        ? await judgeLab(judge, lab, context.progress, { signal: context.interrupted })
        : unjudged(lab, missing);
    context.classroom.judged(lab, verdict);
    if (json) print(JSON.stringify(verdict, null, 2));
    else {
      print(renderVerdict(verdict, paint));
      if (verdict.outcome === 'pass') print(`\n${renderLearned(lab, context.root, paint)}`);
      for (const note of await notesOf(context, lab, context.interrupted)) print(`\n${note}`);
      const heard = await context.classroom.settle();
      if (heard !== null) print(`\n${wrap(heard, 0, paint.width)}`);
      print(`\n${nextSteps(lab, verdict)}`);
    }
    return exitStatus(verdict.outcome);
  } finally {
    await judge.close();
  }
}

/** What to know beside the verdict: type errors, and files of the course that were changed. */
export async function notesOf({ root, course, paint }: Context, lab: Lab, signal: AbortSignal): Promise<string[]> {
  const [errors, changed] = await Promise.all([typeErrors(root, lab, signal), changedCourseFiles(root, course)]);
  return [
    ...(errors.length === 0
      ? []
      : [
          say`TypeScript says (this decides nothing):\n${errors.map((error) => wrap(error, 2, paint.width)).join('\n')}`,
        ]),
    ...(changed.length === 0
      ? []
      : [
          say`Warning: these files were changed, and the verdict rests on them:\n${list(changed)}\n  \`git checkout\` brings them back.`,
        ]),
  ];
}

export function heading({ number, title }: Lab): string {
  return say`Lab ${number}: ${title}`;
}

function unjudged(lab: Lab, reason: string): Verdict {
  return { lab: lab.name, outcome: 'could-not-judge', seed: 0, ms: 0, facts: [], notes: [], reason };
}

function nextSteps({ number }: Lab, { outcome }: Verdict): string {
  return outcome === 'pass' ? say`Next: npm run lab next` : say`Next: npm run lab ${number} hint`;
}

function list(paths: readonly string[]): string {
  const shown = paths.slice(0, 5).map((path) => `  ${path}`);
  return [...shown, ...(paths.length > 5 ? [say`  and ${paths.length - 5} more`] : [])].join('\n');
}
