/** The text of a script, from where there is one: who took the snapshot, the snapshot itself, the file on this machine. */
import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Snapshot } from './snapshot.ts';

/** V8 writes no more of a text, unless it is told to by `--heap-snapshot-string-limit`. */
const TEXT_LIMIT = 1024;

/** What a snapshot has of a text. */
export interface Begin {
  text: string;
  /** Whether that is all of it. */
  whole: boolean;
}

export interface ScriptText {
  text: string;
  /** Whether it is the text that ran: if not, a loader has compiled it, and columns and lines are others. */
  ran: boolean;
}

export function scriptText(url: string, begin: Begin, given: string | null): ScriptText | null {
  if (given !== null) return { text: given, ran: true };
  if (begin.whole && begin.text !== '') return { text: begin.text, ran: true };
  const text = onDisk(url);
  return text === null ? null : { text, ran: begin.text !== '' && isBeginOf(begin.text, text) };
}

/** Of a text that was put together from two, V8 writes both. */
export function beginOfText(snapshot: Snapshot, node: number): Begin {
  let text = '';
  const parts = [node];
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    if (part < 0) continue;
    if (snapshot.kindOf(part) === 'concatenated string') {
      parts.push(snapshot.follow(part, 'second'), snapshot.follow(part, 'first'));
      continue;
    }
    const piece = snapshot.name(part);
    text += piece;
    if (piece.length >= TEXT_LIMIT || snapshot.kindOf(part) !== 'string') return { text, whole: false };
  }
  return { text, whole: true };
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
