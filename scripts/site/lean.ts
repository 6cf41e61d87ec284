/** A script or style of ours as it is sent: without indentation, and without comments that have lines of their own. */
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { file, type Resource, typeOf } from './resource.ts';

/** Other files as they are. */
export function leanFile(path: string): Resource {
  if (!['.js', '.css'].includes(extname(path))) return file(path);
  return { type: typeOf(path), read: () => lean(readFileSync(path, 'utf8')) };
}

/** None of ours has a text of several lines, in which a blank would mean something: a test says so. */
export function lean(text: string): string {
  return text.replaceAll(/^[ \t]+/gm, '').replaceAll(/^(\/\/.*|\/\*.*\*\/|)\n/gm, '');
}
