/**
 * The starter of a lab: its files as they were before the learner changed them, as committed in git, or, where the
 * repository was unpacked from an archive, as a copy that was kept before the first change.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../language/say.mjs';
import type { Lab } from './course.ts';
import { gitArguments } from './git.ts';
import { writeWhole } from './write-file.ts';

/** The texts of the files that a learner edits. Throws where neither git nor a copy has them. */
export function starterFiles(root: string, lab: Lab): { file: string; text: string }[] {
  return lab.files.map((file) => {
    const text = committed(root, `labs/${lab.name}/${file}`) ?? kept(root, lab, file);
    if (text === null) {
      throw new Error(
        say`The starter of \`${lab.name}\` is in neither git nor \`.leaklab/starters\`: unpack \`labs/${lab.name}/${file}\` from the archive again.`,
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

/** Without git, keeps a copy of each starter before it is edited for the first time; in a folder that can't be written to, none. */
export function keepStarters(root: string, labs: readonly Lab[]): void {
  const inGit = committedPaths(root);
  try {
    for (const lab of labs) {
      for (const file of lab.files) {
        const [copy, original] = [copyOf(root, lab, file), join(lab.folder, file)];
        if (inGit.has(`labs/${lab.name}/${file}`) || existsSync(copy) || !existsSync(original)) continue;
        writeWhole(copy, readFileSync(original, 'utf8'));
      }
    }
  } catch {
    // Nothing can be edited there, so nothing needs keeping.
  }
}

/** What git says of a file at the last commit; null without git. */
function committed(root: string, path: string): string | null {
  return git(root, ['show', `HEAD:${path}`]);
}

/** The labs' files at the last commit; none without git. One question for all of them: this is asked at each start. */
function committedPaths(root: string): Set<string> {
  return new Set(git(root, ['ls-tree', '-r', '-z', '--name-only', 'HEAD', '--', 'labs'])?.split('\0'));
}

/** What git prints; null where it can't be asked. */
function git(root: string, words: readonly string[]): string | null {
  const all = gitArguments(root, words);
  if (all === null) return null;
  try {
    return execFileSync('git', all, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
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
