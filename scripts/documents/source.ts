/** What a marker names: a region of a tested file, or a recorded output. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../course/course.ts';
import { starterFiles } from '../course/starter.ts';
import { type Marker, nameOf } from './marker.ts';

/** A marker that names nothing; the message says what to do. */
export class SourceError extends Error {}

/** Reads sources as they stand in the working tree. Throws a `SourceError`. */
export function readSource(root: string, marker: Marker): string {
  const file = join(root, marker.path);
  if (!existsSync(file)) {
    throw new SourceError(
      marker.kind === 'code'
        ? `there is no file \`${marker.path}\`: correct the path in the marker`
        : `there is no file \`${marker.path}\`: run \`npm run docs record\`, or correct the path in the marker`,
    );
  }
  return content(readFileSync(file, 'utf8'), marker);
}

/**
 * What a block may hold. Usually one text; a file that learners edit has two: what they made of it, and the starter.
 * So a learner keeps a green `npm test`, and an author may refresh the pages before the starter is committed.
 */
export function acceptedSources(root: string, course: readonly Lab[], marker: Marker): string[] {
  const lab = course.find(({ name, files }) => files.some((file) => marker.path === `labs/${name}/${file}`));
  if (lab === undefined) return [readSource(root, marker)];
  const starter = starterFiles(root, lab).find(({ file }) => marker.path.endsWith(`/${file}`))?.text ?? '';
  return [working(root, marker), content(starter, marker)].filter((text) => text !== null);
}

/** Null where the learner has removed the file or the region. */
function working(root: string, marker: Marker): string | null {
  try {
    return readSource(root, marker);
  } catch (error) {
    if (error instanceof SourceError) return null;
    throw error;
  }
}

function content(text: string, marker: Marker): string {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const chosen = marker.region === null ? lines : region(lines, marker);
  return withoutIndent(chosen.filter((line) => !/^\s*\/\/ #(end)?region\b/.test(line))).join('\n');
}

/** From `// #region name` to its `// #endregion`; regions may contain others. */
function region(lines: readonly string[], marker: Marker): string[] {
  const start = lines.findIndex((line) => /^\s*\/\/ #region (\S+)\s*$/.exec(line)?.[1] === marker.region);
  if (start < 0) throw new SourceError(`there is no \`// #region ${marker.region}\` in \`${marker.path}\``);
  let depth = 0;
  for (const [offset, line] of lines.slice(start).entries()) {
    if (/^\s*\/\/ #region\b/.test(line)) depth++;
    else if (/^\s*\/\/ #endregion\b/.test(line)) depth--;
    if (depth === 0) return lines.slice(start + 1, start + offset);
  }
  throw new SourceError(`\`${nameOf(marker)}\` has no \`// #endregion\``);
}

/** Without the indentation that all lines share, and without blank lines around. */
function withoutIndent(lines: readonly string[]): string[] {
  const filled = lines.filter((line) => line.trim() !== '');
  const indent = Math.min(...filled.map((line) => line.length - line.trimStart().length));
  const first = lines.findIndex((line) => line.trim() !== '');
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return first < 0 ? [] : lines.slice(first, last + 1).map((line) => line.slice(indent));
}
