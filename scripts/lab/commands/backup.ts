/**
 * `reset`, `restore`, `catch-up`: nothing that a learner wrote is ever lost. Backups stand in `.leaklab/backups/<lab>/<time>/`; what
 * the starter or another backup holds already is not kept twice, so that a second `reset` does not bury the first one's backup.
 */
import { existsSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../../course/course.ts';
import { starterFiles } from '../../course/starter.ts';
import { writeWhole } from '../../course/write-file.ts';

/** What the name of a backup ends with as long as files of it are missing. */
const UNFINISHED = '.tmp';

interface File {
  file: string;
  text: string;
}

/** Back to the starter. Returns the folder where the learner's files are kept; null where there was nothing to keep. */
export function reset(root: string, lab: Lab, now: Date): string | null {
  const starter = starterFiles(root, lab);
  const backup = backUp(root, lab, starter, now);
  write(lab, starter);
  return backup;
}

/** Back to the newest backup that differs from what is there, which is kept. Returns its folder; null where there is none. */
export function restore(root: string, lab: Lab, now: Date): string | null {
  const mine = filesIn(lab.folder, lab.files);
  const source = backups(root, lab).find((folder) => !same(filesIn(folder, lab.files), mine));
  if (source === undefined) return null;
  backUp(root, lab, starterFiles(root, lab), now);
  write(lab, filesIn(source, lab.files));
  return source;
}

/** The solution in place of the learner's files, which are kept. Returns their folder; null where there was nothing to keep. */
export function replaceBySolution(root: string, lab: Lab, now: Date): string | null {
  const backup = backUp(root, lab, starterFiles(root, lab), now);
  write(lab, filesIn(lab.solution, lab.files));
  return backup;
}

function backUp(root: string, lab: Lab, starter: readonly File[], now: Date): string | null {
  const mine = filesIn(lab.folder, lab.files);
  if (mine.every((each) => has(starter, each))) return null;
  const kept = backups(root, lab).find((folder) => same(filesIn(folder, lab.files), mine));
  if (kept !== undefined) return kept;
  const folder = freeFolder(join(folderOf(root, lab), now.toISOString().replaceAll(':', '-')));
  // All of it or nothing: whoever is killed here leaves a folder that is none of the backups.
  for (const { file, text } of mine) writeWhole(join(folder + UNFINISHED, file), text);
  renameSync(folder + UNFINISHED, folder);
  return folder;
}

/** The folders of all backups, newest first. */
function backups(root: string, lab: Lab): string[] {
  const all = folderOf(root, lab);
  if (!existsSync(all)) return [];
  return readdirSync(all)
    .filter((name) => !name.endsWith(UNFINISHED))
    .sort()
    .reverse()
    .map((name) => join(all, name));
}

function folderOf(root: string, lab: Lab): string {
  return join(root, '.leaklab', 'backups', lab.name);
}

/** Two in one millisecond don't share a folder. */
function freeFolder(folder: string): string {
  return existsSync(folder) ? freeFolder(`${folder}+`) : folder;
}

/** Those of the files that are there. */
function filesIn(folder: string, files: readonly string[]): File[] {
  return files
    .filter((file) => existsSync(join(folder, file)))
    .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
}

function same(some: readonly File[], others: readonly File[]): boolean {
  return JSON.stringify(some) === JSON.stringify(others);
}

function has(files: readonly File[], { file, text }: File): boolean {
  return files.some((other) => other.file === file && other.text === text);
}

/** Only what differs: an editor need not hear of the rest. */
function write(lab: Lab, files: readonly File[]): void {
  const there = filesIn(lab.folder, lab.files);
  for (const each of files) {
    if (!has(there, each)) writeWhole(join(lab.folder, each.file), each.text);
  }
}
