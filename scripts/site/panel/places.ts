/** Places in the lab's own files: where an editor finds them, and the lines around them. */
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Lab } from '../../course/course.ts';
import { NotThere, readInside } from '../inside.ts';

export interface Place {
  /** As it is shown: `labs/02-leaky-query/server.ts:24`. */
  where: string;
  /** Relative to the lab's folder; null for a place elsewhere. */
  file: string | null;
  line: number;
  /** The absolute path of it, as it stands in an address; which editor opens it is the page's to choose. Null for a place elsewhere. */
  path: string | null;
}

export interface Excerpt {
  /** The number of the first line. */
  first: number;
  lines: string[];
}

const AROUND = 3;

export type PlaceOf = (where: string) => Place;

/** Understands `file:line`, as verdicts and recordings name it. */
export function placesIn(lab: Lab): PlaceOf {
  const files = readableFiles(lab);
  return (where) => {
    const [, path = where, line = '1'] = /^(.*):(\d+)$/.exec(where) ?? [];
    const file = path.split(`labs/${lab.name}/`)[1] ?? null;
    const own = file !== null && files.includes(file);
    return { where, file: own ? file : null, line: Number(line), path: own ? pathOf(lab, file) : null };
  };
}

/** `/home/ada/leaklab/labs/…`, with what has a meaning in an address escaped. */
export function pathOf(lab: Lab, file: string): string {
  return pathToFileURL(join(lab.folder, file)).pathname;
}

/** The lines around one of a file. Throws `NotThere` for anything but a file of the lab. */
export function excerpt(lab: Lab, file: string, line: number): Excerpt {
  if (!readableFiles(lab).includes(file)) throw new NotThere(`\`${file}\` is no file of this lab.`);
  const lines = readInside(lab.folder, file).toString('utf8').split('\n');
  if (!(line >= 1 && line <= lines.length)) throw new NotThere(`\`${file}\` has no line ${line}.`);
  const first = Math.max(1, line - AROUND);
  return { first, lines: lines.slice(first - 1, line + AROUND) };
}

/** What the learner edits, and what stands beside it. A link is none of them. */
function readableFiles(lab: Lab): string[] {
  const beside = readdirSync(lab.folder).filter((name) => name.endsWith('.ts'));
  return [...new Set([...lab.files, ...beside])].filter((name) => {
    const entry = lstatSync(join(lab.folder, name), { throwIfNoEntry: false });
    return entry?.isFile() === true;
  });
}
