/** Lines that fit. Widths are columns as a terminal counts them: a Chinese character takes two. */
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'fast-string-width';
import { wrapAnsi } from 'fast-wrap-ansi';
import { breakLine, isWide } from '../../language/columns.mjs';

/** The width that every text fits in: wider lines are hard to read. */
export const WIDTH = 80;

/** Those that a text takes, escape sequences left out. */
export { default as columns } from 'fast-string-width';

/** What a program printed, without what would disturb the screen: colours, cursor movements, tabs. */
export function plain(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll('\t', '  ')
    .replaceAll(/[^\P{Cc}\n]/gu, '');
}

/** Breaks a text at blanks, and between Chinese characters, so that each line, with its indent, fits. Words that are too long stand alone. */
export function wrap(text: string, indent: number, width = WIDTH): string {
  const pad = ' '.repeat(indent);
  const room = Math.max(1, width - indent);
  const lines = isWide(text)
    ? text.split('\n').flatMap((line) => breakLine(line, room, stringWidth))
    : wrapAnsi(text, room).split('\n');
  return lines.map((line) => (line === '' ? '' : pad + line)).join('\n');
}

/** Breaks lines that would reach over the edge, and words that are too long as well; blanks stay, as code needs them. */
export function fold(text: string, width: number): string[] {
  return wrapAnsi(text.replaceAll('\t', '  '), Math.max(1, width), { hard: true, trim: false }).split('\n');
}

/** Cuts a line at the edge; `…` stands for what is missing. */
export function clip(line: string, width: number): string {
  if (stringWidth(line) <= width) return line;
  return `${fold(line, width - 1)[0] ?? ''}…`;
}
