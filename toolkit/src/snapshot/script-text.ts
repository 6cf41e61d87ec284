/** The text of a script, from where there is one: who took the snapshot, the snapshot itself, the file on this machine. */
import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** V8 writes no more of a text: https://nodejs.org/api/v8.html names no flag, `node --v8-options` does (`--heap-snapshot-string-limit`). */
const TEXT_LIMIT = 1024;

export interface ScriptText {
  text: string;
  /** Whether it is the text that ran: if not, a loader has compiled it, and columns and lines are others. */
  ran: boolean;
}

/** `begin` is what the snapshot has of it. */
export function scriptText(url: string, begin: string, given: string | null): ScriptText | null {
  if (given !== null) return { text: given, ran: true };
  if (begin !== '' && begin.length < TEXT_LIMIT) return { text: begin, ran: true };
  const text = onDisk(url);
  return text === null ? null : { text, ran: begin !== '' && isBeginOf(begin, text) };
}

/** The URL of a script, which CommonJS knows by its path. */
export function urlOf(script: string): string {
  return isAbsolute(script) ? pathToFileURL(script).href : script;
}

function onDisk(url: string): string | null {
  try {
    return url.startsWith('file:') ? readFileSync(fileURLToPath(url), 'utf8') : null;
  } catch {
    return null;
  }
}

/** Node strips types by putting blanks in their place. */
function isBeginOf(begin: string, text: string): boolean {
  for (let index = 0; index < begin.length; index++) {
    const character = begin[index];
    if (character !== text[index] && character !== ' ' && character !== ';') return false;
  }
  return true;
}
