/** Places in the learner's source, as a verdict shows them: `file:line`, relative to the root of the repository. */
import { relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { StackFrame } from 'taskscope';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** As stacks may have it: blanks and Chinese characters are escaped there. */
const ROOT_URL = pathToFileURL(ROOT).href;

export function placeOf({ file, line }: Pick<StackFrame, 'file' | 'line'>): string {
  return `${shortPath(file)}:${line}`;
}

export function shortPath(file: string): string {
  const path = relative(ROOT, file);
  return path.startsWith('..') ? file : path.split(sep).join('/');
}

/** A text in which absolute paths are shown as places are. */
export function placesAsShown(text: string): string {
  return text.replaceAll(ROOT_URL, '').replaceAll(ROOT, '').replaceAll('file://', '');
}

/** The first place of an error's stack or message that is in one of the folders, or null. */
export function placeInText(text: string, folders: readonly string[]): string | null {
  for (const match of text.matchAll(
    /(?:file:\/\/)?((?:[A-Za-z]:)?[^\s():]*[/\\][^():\n]*?\.[cm]?[jt]sx?):(\d+)(?::\d+)?/g,
  )) {
    const file = match[1] ?? '';
    if (folders.some((folder) => file.startsWith(folder + sep))) return `${shortPath(file)}:${match[2]}`;
  }
  return null;
}
