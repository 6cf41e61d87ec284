/**
 * The starter of a lab: its files as they were before the learner changed them, as committed in git, or, where the
 * repository was unpacked from an archive, as a copy that was kept before the first change.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from './course.ts';
import { writeWhole } from './write-file.ts';

/** The texts of the files that a learner edits. Throws where neither git nor a copy has them. */
export function starterFiles(root: string, lab: Lab): { file: string; text: string }[] {
  return lab.files.map((file) => {
    const text = committed(root, `labs/${lab.name}/${file}`) ?? kept(root, lab, file);
    if (text === null) {
      throw new Error(
        `The starter of \`${lab.name}\` is in neither git nor \`.leaklab/starters\`: unpack \`labs/${lab.name}/${file}\` from the archive again.`,
      );
    }
    return { file, text };
  });
}

/** Writes the starter into a folder of its own, for the checker. Returns the folder. */
export function unpackStarter(root: string, lab: Lab): string {
  const folder = join(root, '.leaklab', 'starters', 'judged', lab.name);
  mkdirSync(folder, { recursive: true });
  for (const { file, text } of starterFiles(root, lab)) writeWhole(join(folder, file), text);
  return folder;
}

/** Without git, keeps a copy of each starter before it is edited for the first time. Returns whether it could. */
export function keepStarters(root: string, labs: readonly Lab[]): boolean {
  try {
    for (const lab of labs) {
      for (const file of lab.files) {
        const copy = copyOf(root, lab, file);
        if (existsSync(copy) || committed(root, `labs/${lab.name}/${file}`) !== null) continue;
        writeWhole(copy, readFileSync(join(lab.folder, file), 'utf8'));
      }
    }
    return true;
  } catch {
    return false;
  }
}

/** What git says of a file at the last commit; null without git. */
export function committed(root: string, path: string): string | null {
  // A repository around this folder is not ours.
  if (!existsSync(join(root, '.git'))) return null;
  try {
    return execFileSync('git', ['show', `HEAD:${path}`], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return null;
  }
}

function kept(root: string, lab: Lab, file: string): string | null {
  const copy = copyOf(root, lab, file);
  return existsSync(copy) ? readFileSync(copy, 'utf8') : null;
}

function copyOf(root: string, lab: Lab, file: string): string {
  return join(root, '.leaklab', 'starters', lab.name, file);
}
