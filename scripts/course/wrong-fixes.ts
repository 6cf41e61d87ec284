/** The wrong fixes of a lab, as they stand in its solution's folder. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from './course.ts';
import { writeWhole } from './write-file.ts';
import { applyWrongFix, type Files, parseWrongFix, type WrongFix } from './wrong-fix.ts';

type Place = Pick<Lab, 'name' | 'files' | 'solution'>;

/** A difference that no longer applies, since the solution has changed; the message says what to do. */
export class StaleWrongFix extends Error {}

/** Their names, in order. */
export function wrongFixNames({ solution }: Pick<Lab, 'solution'>): string[] {
  const folder = join(solution, 'wrong');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.diff'))
    .map((file) => file.slice(0, -'.diff'.length))
    .sort();
}

export function wrongFixFile({ solution }: Pick<Lab, 'solution'>, name: string): string {
  return join(solution, 'wrong', `${name}.diff`);
}

/** Throws an error that names the file where it is no wrong fix. */
export function readWrongFix(lab: Pick<Lab, 'solution'>, name: string): WrongFix {
  const file = wrongFixFile(lab, name);
  try {
    return parseWrongFix(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`\`${file}\` can't be used: ${error instanceof Error ? error.message : error}`);
  }
}

/** The files that a learner edits, as the solution has them. */
export function solutionFiles({ files, solution }: Pick<Lab, 'files' | 'solution'>): Files {
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(solution, file), 'utf8')]));
}

/** Writes a wrong fix whole into a folder of its own, for the checker. Returns the folder. Throws a `StaleWrongFix`. */
export function unpackWrongFix(root: string, lab: Place, name: string): string {
  const { files, conflicts } = applyWrongFix(solutionFiles(lab), readWrongFix(lab, name));
  if (conflicts.length > 0)
    throw new StaleWrongFix(
      `\`solutions/${lab.name}/wrong/${name}.diff\` no longer applies to \`${conflicts.join('`, `')}\` of the solution: \`npm run verify open ${lab.name} ${name}\` shows both sides`,
    );
  const folder = join(root, '.leaklab', 'wrong', lab.name, name);
  for (const [file, text] of Object.entries(files)) writeWhole(join(folder, file), text);
  return folder;
}
