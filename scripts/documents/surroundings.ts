/** What the pages are checked against: the labs, the npm scripts, and the words that the lab command knows. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Lab, readCourse } from '../course/course.ts';
import { keepStarters } from '../course/starter.ts';
import { understand } from '../lab/words.ts';
import type { Surroundings } from './problems.ts';

export function readSurroundings(root: string): Surroundings {
  const course = readCourse(root);
  keepStarters(root, course);
  const { scripts }: { scripts: { [name: string]: string } } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  return { root, course, commands: { root, scripts, labProblem: (words) => labProblem(course, words) } };
}

function labProblem(course: readonly Lab[], words: string[]): string | null {
  try {
    understand(course, words);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
