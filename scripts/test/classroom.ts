import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { install } from '../launcher/install.mjs';
import { findMissing } from '../launcher/missing.mjs';
import { type Part, runNode, sum, type Totals, verdictOf } from './part.ts';
import { runVitest } from './vitest.ts';

/** The instructor's server: its types and its tests, with the packages that few have. */
export const classroom: Part = {
  title: 'the classroom',
  async run(root) {
    const folder = join(root, 'scripts', 'classroom');
    const missing = findMissing(folder);
    const problem = missing === null ? null : await install(root, missing, folder);
    if (problem !== null) throw new Error(problem);
    return sum([await types(root, folder), await runVitest(root, 'classroom')]);
  },
};

/** What a plain `npm test` says where they are not installed: a learner's install stays small. */
export const classroomLeftOut: Part = {
  title: 'the classroom',
  async run() {
    console.log('○ not run here: the classroom, whose packages `npm run classroom` or `npm test classroom` installs');
    return { passed: 0, failed: 0, skipped: 1, notes: [] };
  },
};

export function isClassroomInstalled(root: string): boolean {
  return existsSync(join(root, 'scripts', 'classroom', 'node_modules'));
}

async function types(root: string, folder: string): Promise<Totals> {
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status, output } = await runNode(root, [compiler, '--pretty', 'false', '-p', folder], true);
  const errors = output.split('\n').filter((line) => line !== '');
  for (const error of errors) console.log(`✗ ${error}`);
  return verdictOf(status === 0, errors);
}
