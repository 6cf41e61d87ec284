/**
 * `reset`, `restore`, `catch-up`: nothing that a learner wrote is ever lost. Backups stand in `.leaklab/backups/<lab>/<time>/`, byte
 * for byte; what the starter holds is not kept, and what another backup holds is not kept twice: that backup gets the new time,
 * so that `restore` brings what was kept last. One terminal at a time does this.
 */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Lab } from '../course/course.ts';
import { locked } from '../course/locked.ts';
import { starterBytes } from '../course/starter.ts';
import { writeWhole } from '../course/write-file.ts';

/** What the name of a backup ends with as long as files of it are missing. */
const UNFINISHED = '.tmp';
/** `2026-01-31T09-30-00.000Z`; of several in one millisecond, the later ones end with `+`. */
const BACKUP = /^\d{4}-\d\d-\d\dT[\d.Z+-]+$/;

interface File {
  file: string;
  bytes: Buffer;
}

/** Back to the starter. Returns the folder where the learner's files are kept; null where there was nothing to keep. */
export function reset(root: string, lab: Lab, now: Date): string | null {
  return locked(root, () => {
    const starter = starterBytes(root, lab);
    const backup = backUp(root, lab, starter, now);
    write(lab, starter);
    return backup;
  });
}

/** Back to the newest backup that differs from what is there, which is kept. Returns its folder; null where there is none. */
export function restore(root: string, lab: Lab, now: Date): string | null {
  return locked(root, () => {
    const mine = filesIn(lab.folder, lab.files);
    const source = backups(root, lab).find((folder) => !same(filesIn(folder, lab.files), mine));
    if (source === undefined) return null;
    const files = filesIn(source, lab.files);
    backUp(root, lab, starterBytes(root, lab), now);
    write(lab, files);
    return source;
  });
}

/** The solution in place of the learner's files, which are kept. Returns their folder; null where there was nothing to keep. */
export function replaceBySolution(root: string, lab: Lab, now: Date): string | null {
  return locked(root, () => {
    const backup = backUp(root, lab, starterBytes(root, lab), now);
    write(lab, filesIn(lab.solution, lab.files));
    return backup;
  });
}

function backUp(root: string, lab: Lab, starter: readonly File[], now: Date): string | null {
  const mine = filesIn(lab.folder, lab.files);
  if (mine.every((each) => has(starter, each))) return null;
  const all = backups(root, lab);
  const folder = join(folderOf(root, lab), newestName(now, all[0]));
  const kept = all.find((each) => same(filesIn(each, lab.files), mine));
  if (kept !== undefined && kept === all[0]) return kept;
  if (kept === undefined) keep(folder, mine);
  else renameSync(kept, folder);
  return folder;
}

/** All of it or nothing: whoever is killed here leaves a folder that is none of the backups. */
function keep(folder: string, files: readonly File[]): void {
  const unfinished = folder + UNFINISHED;
  try {
    for (const { file, bytes } of files) writeWhole(join(unfinished, file), bytes);
    renameSync(unfinished, folder);
  } catch (error) {
    // A disk that is full needs the room.
    rmSync(unfinished, { recursive: true, force: true });
    throw error;
  }
}

/** The folders of all backups, newest first. Whatever else is there is none of ours. */
function backups(root: string, lab: Lab): string[] {
  const all = folderOf(root, lab);
  if (!existsSync(all)) return [];
  return readdirSync(all)
    .filter((name) => BACKUP.test(name))
    .sort()
    .reverse()
    .map((name) => join(all, name))
    .filter((folder) => filesIn(folder, lab.files).length > 0);
}

function folderOf(root: string, lab: Lab): string {
  return join(root, '.leaklab', 'backups', lab.name);
}

/** After the newest that is there, also where the clock was set back, or stands in the same millisecond. */
function newestName(now: Date, newest: string | undefined): string {
  const name = now.toISOString().replaceAll(':', '-');
  return newest === undefined || name > basename(newest) ? name : `${basename(newest)}+`;
}

/** Those of the files that are there. */
function filesIn(folder: string, files: readonly string[]): File[] {
  return files
    .filter((file) => existsSync(join(folder, file)))
    .map((file) => ({ file, bytes: readFileSync(join(folder, file)) }));
}

function same(some: readonly File[], others: readonly File[]): boolean {
  return some.length === others.length && some.every((each) => has(others, each));
}

function has(files: readonly File[], { file, bytes }: File): boolean {
  return files.some((other) => other.file === file && other.bytes.equals(bytes));
}

/** Only what differs: an editor need not hear of the rest. */
function write(lab: Lab, files: readonly File[]): void {
  const there = filesIn(lab.folder, lab.files);
  for (const each of files) {
    if (!has(there, each)) writeWhole(join(lab.folder, each.file), each.bytes);
  }
}
