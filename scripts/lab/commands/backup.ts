/** `reset` and `restore`: nothing that a learner wrote is ever lost. Backups stand in `.leaklab/backups/<lab>/<time>/`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../../course/course.ts';
import { starterFiles } from '../../course/starter.ts';
import { writeWhole } from '../../course/write-file.ts';

/** Back to the starter. Returns the folder of the backup. */
export function reset(root: string, lab: Lab, now: Date): string {
  const starter = starterFiles(root, lab);
  const backup = backUp(root, lab, now);
  for (const { file, text } of starter) writeWhole(join(lab.folder, file), text);
  return backup;
}

/** Back to the newest backup; what is there now becomes a backup itself. Returns the folder it came from, or null. */
export function restore(root: string, lab: Lab, now: Date): string | null {
  const all = folderOf(root, lab);
  const newest = existsSync(all) ? readdirSync(all).sort().at(-1) : undefined;
  if (newest === undefined) return null;
  const source = join(all, newest);
  const files = readdirSync(source).map((file) => ({ file, text: readFileSync(join(source, file), 'utf8') }));
  backUp(root, lab, now);
  for (const { file, text } of files) writeWhole(join(lab.folder, file), text);
  return source;
}

function backUp(root: string, lab: Lab, now: Date): string {
  const time = now.toISOString().replaceAll(':', '-');
  const folder = join(folderOf(root, lab), time);
  for (const file of lab.files) {
    const path = join(lab.folder, file);
    if (existsSync(path)) writeWhole(join(folder, file), readFileSync(path, 'utf8'));
  }
  return folder;
}

function folderOf(root: string, lab: Lab): string {
  return join(root, '.leaklab', 'backups', lab.name);
}
