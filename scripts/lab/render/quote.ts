/** What a program printed last, as it stood there: a mark below an error points at its place. */
import type { Paint } from './paint.ts';
import { clip, plain } from './wrap.ts';

const LINES = 12;

export function quote(text: string, paint: Paint): string {
  const lines = plain(text).split('\n').slice(-LINES);
  return lines.map((line) => clip(`  | ${line}`, paint.width)).join('\n');
}
