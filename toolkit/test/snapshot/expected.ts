/**
 * What a program of the corpus leaves suspended, told at the line of the await: `// suspended 3 acquire: .waiters` are three calls
 * of `acquire`, held by way of `.waiters`; `among 2` means that the function has awaits on two lines, so that it can't be
 * told at which it is. `suspended-above` speaks of the line above it.
 */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Suspended } from '../../src/snapshot/index.ts';

const MARK = /\/\/ suspended(-above)? (\d+) (\S+|\(.+?\))(?: among (\d+))?: (.+)$/;

/** A line each: place, function, count, and the word by which it is held. */
export function expected(file: string): { line: string; heldBy: string }[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text, index) => {
      const [, above, count, name, among, heldBy] = MARK.exec(text) ?? [];
      if (count === undefined || heldBy === undefined) return [];
      const line = index + (above === undefined ? 1 : 0);
      return [{ line: `${among === undefined ? line : `one of ${among} lines`} ${name} ${count}`, heldBy }];
    });
}

/** The same of what was found in this file; all that was found elsewhere is told as well, and is wrong. */
export function found({ groups }: Suspended, folder: string, file: string): { line: string; heldBy: string[] }[] {
  return groups.map((group) => {
    const place = group.line ?? `one of ${group.lines.length} lines`;
    const elsewhere = group.file === file ? '' : `${relative(folder, group.file)}: `;
    return {
      line: `${elsewhere}${place} ${group.function} ${group.count}`,
      heldBy: group.heldBy.map(({ path }) => path.join(' → ')),
    };
  });
}
