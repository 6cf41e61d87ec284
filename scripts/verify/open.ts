/**
 * `npm run verify open 4 NAME` writes a wrong fix out whole, to be run and changed; `npm run verify keep 4 NAME` makes it a
 * difference again. One that is not there yet begins as the solution.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../course/course.ts';
import { writeWhole } from '../course/write-file.ts';
import {
  applyWrongFix,
  differenceOf,
  type Files,
  hasConflict,
  parseDescription,
  renderDescription,
  renderWrongFix,
} from '../course/wrong-fix.ts';
import { readWrongFix, solutionFiles, wrongFixFile } from '../course/wrong-fixes.ts';

/** Beside the files of an open fix: its fact and its reason. */
const DESCRIPTION = 'wrong.txt';
const NAME = /^[a-z][a-z0-9-]*$/;

/** What was asked for can't be done; the message says what to do. */
export class OpenError extends Error {}

/** Gives what was written, relative to the root, and the files in which a change found no place. Throws an `OpenError`. */
export function openWrongFix(root: string, lab: Lab, name: string): { folder: string; conflicts: string[] } {
  const path = folderOf(lab, name);
  const folder = join(root, path);
  if (existsSync(folder))
    throw new OpenError(
      `\`${path}\` is open already: keep it with \`npm run verify keep ${lab.name} ${name}\`, or remove it.`,
    );
  const isNew = !existsSync(wrongFixFile(lab, name));
  const fix = isNew ? { fact: '', why: '', patches: [] } : readWrongFix(lab, name);
  const { files, conflicts } = applyWrongFix(solutionFiles(lab), fix);
  for (const [file, text] of Object.entries(files)) writeWhole(join(folder, file), text);
  writeWhole(join(folder, DESCRIPTION), renderDescription(fix));
  return { folder: path, conflicts };
}

/** Gives the path of the difference, relative to the root. Throws an `OpenError`, and then nothing is written. */
export function keepWrongFix(root: string, lab: Lab, name: string): string {
  const path = folderOf(lab, name);
  const folder = join(root, path);
  if (!existsSync(folder))
    throw new OpenError(`\`${path}\` is not there: begin with \`npm run verify open ${lab.name} ${name}\`.`);
  const read = (file: string): string => {
    if (!existsSync(join(folder, file))) throw new OpenError(`\`${path}/${file}\` is not there: write it again.`);
    return readFileSync(join(folder, file), 'utf8');
  };
  const files: Files = Object.fromEntries(lab.files.map((file) => [file, read(file)]));
  const torn = Object.keys(files).find((file) => hasConflict(files[file] ?? ''));
  if (torn !== undefined)
    throw new OpenError(`\`${path}/${torn}\` has both sides of a change: write what it has to be, without the marks.`);
  const description = parseDescription(read(DESCRIPTION));
  if (description === null)
    throw new OpenError(
      `\`${path}/${DESCRIPTION}\` has two lines: \`Fact: \` and the fact that it fails at, \`Why: \` and one sentence that says why it is wrong.`,
    );
  const patches = differenceOf(solutionFiles(lab), files);
  if (patches.length === 0) throw new OpenError(`\`${path}\` is the solution: change what is wrong in it first.`);
  writeWhole(wrongFixFile(lab, name), renderWrongFix({ ...description, patches }));
  return `solutions/${lab.name}/wrong/${name}.diff`;
}

function folderOf(lab: Lab, name: string): string {
  if (!NAME.test(name))
    throw new OpenError(`\`${name}\` is no name of a wrong fix: words in lower case, such as \`receive-three\`.`);
  return `.leaklab/open/${lab.name}/${name}`;
}
