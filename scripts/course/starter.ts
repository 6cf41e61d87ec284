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

/** The files that a learner edits. Throws where neither git nor a copy has them. */
export function starterBytes(root: string, lab: Lab): { file: string; bytes: Buffer }[] {
  return lab.files.map((file) => {
    const bytes = git(root, ['show', `HEAD:labs/${lab.name}/${file}`]) ?? kept(root, lab, file);
    if (bytes === null) {
      throw new Error(
        say`The starter of \`${lab.name}\` is in neither git nor \`.leaklab/starters\`: unpack \`labs/${lab.name}/${file}\` from the archive again.`,
      );
    }
    return { file, bytes };
  });
}

/** The same to be read: what is written anywhere is copied as bytes. */
export function starterFiles(root: string, lab: Lab): { file: string; text: string }[] {
  return starterBytes(root, lab).map(({ file, bytes }) => ({ file, text: bytes.toString('utf8') }));
}

/** Writes the starter into a folder of its own, for the checker. Returns the folder. */
export function unpackStarter(root: string, lab: Lab): string {
  const folder = join(root, '.leaklab', 'starters', 'judged', lab.name);
  mkdirSync(folder, { recursive: true });
  for (const { file, bytes } of starterBytes(root, lab)) writeWhole(join(folder, file), bytes);
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
        writeWhole(copy, readFileSync(original));
      }
    }
  } catch {
    // Nothing can be edited there, so nothing needs keeping.
  }
}

/** The labs' files at the last commit; none without git. One question for all of them: this is asked at each start. */
function committedPaths(root: string): Set<string> {
  const listed = git(root, ['ls-tree', '-r', '-z', '--name-only', 'HEAD', '--', 'labs']);
  return new Set(listed?.toString('utf8').split('\0'));
}

/** What git prints; null where it can't be asked. */
function git(root: string, words: readonly string[]): Buffer | null {
  const all = gitArguments(root, words);
  if (all === null) return null;
  try {
    return execFileSync('git', all, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return null;
  }
}

function kept(root: string, lab: Lab, file: string): Buffer | null {
  const copy = copyOf(root, lab, file);
  return existsSync(copy) ? readFileSync(copy) : null;
}

function copyOf(root: string, lab: Lab, file: string): string {
  return join(root, '.leaklab', 'starters', lab.name, file);
}
