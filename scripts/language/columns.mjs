// @ts-check
/**
 * Text as a terminal lays it out: a Chinese character takes two columns, and a line may be broken between two of them.
 * Plain JavaScript without dependencies, since the doctor lays out lines before anything is installed.
 */

/** What takes two columns: East Asian letters and punctuation, and the full-width forms. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]/;
/** Stands at no beginning of a line. */
const CLOSING = '，。、；：！？）》」』】〉…—';
/** Stands at no end of a line. */
const OPENING = '（《「『【〈';
const PIECES = new RegExp(
  `[${OPENING}]*(?:${WIDE.source}|(?:(?!${WIDE.source})[^ ])+)[${CLOSING}]*|[${CLOSING}${OPENING}]+| +`,
  'g',
);

/**
 * Columns that a text takes, without escape sequences.
 * @param {string} text
 * @returns {number}
 */
export function columnsOf(text) {
  let columns = 0;
  for (const character of text) columns += WIDE.test(character) ? 2 : 1;
  return columns;
}

/**
 * Blanks up to this column: `padEnd` counts characters.
 * @param {string} text
 * @param {number} columns
 * @returns {string}
 */
export function padTo(text, columns) {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
}

/**
 * Whether a line of it may be broken elsewhere than at blanks.
 * @param {string} text
 * @returns {boolean}
 */
export function isWide(text) {
  return WIDE.test(text);
}

/**
 * The lines of one paragraph, filled as far as they fit: broken at blanks and between Chinese characters, with no full
 * stop at the beginning of a line. What is too long for a line stands alone.
 * @param {string} text
 * @param {number} width
 * @param {(text: string) => number} [measure] columns; for texts with escape sequences, one that knows them
 * @returns {string[]}
 */
export function breakLine(text, width, measure = columnsOf) {
  const lines = [''];
  let [used, blank] = [0, ''];
  for (const [piece] of text.matchAll(PIECES)) {
    if (piece.startsWith(' ')) {
      blank = piece;
      continue;
    }
    const columns = measure(piece);
    const last = lines.length - 1;
    if (used > 0 && used + blank.length + columns > width) {
      lines.push(piece);
      used = columns;
    } else {
      const gap = used === 0 && last > 0 ? '' : blank;
      lines[last] += gap + piece;
      used += gap.length + columns;
    }
    blank = '';
  }
  return lines;
}
