/** `lab catch-up N`: on to lab N, with the solutions of those before it. What the learner wrote is kept, and comes back. */
import { relative } from 'node:path';
import type { Lab } from '../../course/course.ts';
import { say } from '../../language/say.mjs';
import { replaceBySolution } from '../../practice/backup.ts';
import type { Context } from '../context.ts';

/** Asks a question at the terminal. */
export type Ask = (question: string) => Promise<string>;

/** Labs that are passed stay as they are: the learner's own code is worth more than ours. */
export async function catchUp(context: Context, lab: Lab, confirmed: boolean, ask: Ask): Promise<number> {
  const { root, course, progress, classroom, now, print } = context;
  const open = course.filter(({ name, number }) => number < lab.number && !progress.isDone(name));
  if (open.length === 0) {
    progress.open(lab.name);
    print(say`Nothing is left to do before lab ${lab.number}. Go on with: npm run lab ${lab.number}`);
    return 0;
  }
  print(say`Lab ${lab.number} comes next. These get the solution; your own files are kept:`);
  print(open.map(({ name }) => `  labs/${name}`).join('\n'));
  if (!(confirmed || (await confirm(context, lab, ask)))) return 0;
  for (const each of open) {
    const backup = replaceBySolution(root, each, now());
    progress.update(each.name, { caughtUp: true });
    classroom.changed(each);
    print(told(each, backup === null ? null : relative(root, backup)));
  }
  progress.open(lab.name);
  classroom.opened(lab);
  print(say`\nThey count as caught up, not as passed. Go on with: npm run lab ${lab.number}`);
  return 0;
}

async function confirm({ interactive, print }: Context, { number }: Lab, ask: Ask): Promise<boolean> {
  if (!interactive) {
    print(say`Nothing is changed yet. To do it: npm run lab catch-up ${number} now`);
    return false;
  }
  const answer = await ask(say`Go on? [y/N] `);
  // A Chinese answer is one, too.
  if (/^\s*(y|yes|是|好)\s*$/i.test(answer)) return true;
  print(say`Nothing was changed.`);
  return false;
}

function told({ number }: Lab, backup: string | null): string {
  return backup === null
    ? say`Lab ${number}: the solution is in place. There was nothing of yours to keep.`
    : say`Lab ${number}: the solution is in place. Your files are kept:\n  ${backup}\n  To have them back: npm run lab ${number} restore`;
}
