/** Files of the course that were changed although they should not be: a verdict that rests on them is worth less. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Lab } from './course.ts';

const run = promisify(execFile);

/** Paths relative to the root, by comparison with git; none where there is no git. */
export async function changedCourseFiles(root: string, course: readonly Lab[]): Promise<string[]> {
  if (!existsSync(join(root, '.git'))) return [];
  try {
    const { stdout } = await run('git', ['status', '--porcelain', '-z', '--', 'labs', 'solutions', 'scripts/checker'], {
      cwd: root,
    });
    const edited = new Set(course.flatMap(({ name, files }) => files.map((file) => `labs/${name}/${file}`)));
    return stdout
      .split('\0')
      .map((line) => line.slice(3))
      .filter((path) => path !== '' && !edited.has(path) && /^(solutions|scripts)\/|\.(ts|json)$/.test(path));
  } catch {
    return [];
  }
}
