/** What was written only in part: of the progress, the starters that are kept, the backups and the lab's own files. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Progress } from '../../course/progress.ts';
import type { KillCourse } from './course.ts';

/** In words, one for each file; empty where all is whole. */
export function halfWritten({ root, files }: Pick<KillCourse, 'root' | 'files'>): string[] {
  return [
    ...new Progress(root).takeNotices(),
    ...files.flatMap(({ lab, file, texts }) => {
      const backups = join(root, '.leaklab', 'backups', lab);
      const starter = join(root, '.leaklab', 'starters', lab, file);
      return [
        ...(existsSync(starter) ? unlessOneOf(starter, [texts.starter]) : []),
        ...unlessOneOf(join(root, 'labs', lab, file), Object.values(texts)),
        ...foldersIn(backups).flatMap((name) => unlessOneOf(join(backups, name, file), Object.values(texts))),
      ];
    }),
  ];
}

function unlessOneOf(path: string, texts: readonly string[]): string[] {
  if (!existsSync(path)) return [`\`${path}\` is not there`];
  return texts.includes(readFileSync(path, 'utf8')) ? [] : [`\`${path}\` is not whole`];
}

/** What was not finished when it was killed bears another name, which nobody reads. */
function foldersIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => !name.endsWith('.tmp')) : [];
}
