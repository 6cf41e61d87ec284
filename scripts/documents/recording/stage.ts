/**
 * A copy of the course for one recording, with every lab at its start: the learner's own files are neither read nor
 * touched. The scripts are copied as well, so that paths in what they print are those of a repository.
 */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { type Lab, readCourse } from '../../course/course.ts';
import { starterFiles } from '../../course/starter.ts';
import { writeWhole } from '../../course/write-file.ts';
import { unpackWrongFix } from '../../course/wrong-fixes.ts';
import type { Workplace } from './recording.ts';

/** Which code stands in a lab's folder. */
export interface LabCode {
  lab: string;
  code: 'starter' | 'solution' | `alternatives/${string}` | `wrong/${string}`;
}

/** Gives the root of the copy. */
export function stage({ root, scratch }: Workplace, { lab, code }: LabCode): string {
  const course = readCourse(root);
  const asked = course.find(({ name }) => name === lab);
  if (asked === undefined) throw new Error(`There is no lab \`${lab}\` to record.`);
  for (const folder of ['labs', 'scripts', 'solutions'])
    cpSync(join(root, folder), join(scratch, folder), { recursive: true });
  for (const each of course) {
    for (const { file, text } of starterFiles(root, each)) writeWhole(join(scratch, 'labs', each.name, file), text);
  }
  if (code !== 'starter') {
    const folder = folderOf(root, asked, code);
    for (const file of asked.files) cpSync(join(folder, file), join(scratch, 'labs', lab, file));
  }
  return scratch;
}

function folderOf(root: string, lab: Lab, code: Exclude<LabCode['code'], 'starter'>): string {
  if (code === 'solution') return lab.solution;
  return code.startsWith('wrong/') ? unpackWrongFix(root, lab, code.slice('wrong/'.length)) : join(lab.solution, code);
}
