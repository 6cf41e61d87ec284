/** Files of the course that were changed although they should not be: a verdict that rests on them is worth less. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Lab } from './course.ts';
import { gitArguments } from './git.ts';

const run = promisify(execFile);

/** Paths relative to the root, by comparison with git; none where there is no git. */
export async function changedCourseFiles(root: string, course: readonly Lab[]): Promise<string[]> {
  // New files change no verdict: a learner may well add one.
  const words = ['status', '--porcelain', '-z', '--no-renames', '--untracked-files=no'];
  const all = gitArguments(root, [...words, '--', 'labs', 'solutions', 'scripts/checker']);
  if (all === null) return [];
  try {
    const { stdout } = await run('git', all, { cwd: root });
    const edited = new Set(course.flatMap(({ name, files }) => files.map((file) => `labs/${name}/${file}`)));
    return stdout
      .split('\0')
      .map((line) => line.slice(3))
      .filter((path) => path !== '' && !edited.has(path) && /^(solutions|scripts)\/|\.(ts|json)$/.test(path));
  } catch {
    return [];
  }
}
