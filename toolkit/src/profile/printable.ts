/**
 * The one place that makes a text from outside fit for a terminal: names of tasks and processes, labels, files, the answers of
 * an agent. What can be seen stays; what moves the cursor, sets a title, fills a clipboard, turns the direction or can't be
 * seen at all is written as `\u…`, in the units of UTF-16. In a string of JSON that is the same string, so that JSON stays whole.
 */

/** Controls (C0, C1), formats (bidi, zero width, tags), surrogates alone, line ends, what fonts leave out, blanks that are no space. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/gu;
/** Where a text has none of these, there is nothing to do. */
const BEYOND_ASCII = /[^ -~]/;
const BEYOND_LINES = /[^ -~\t\n]/;

/** The text on one line. */
export function printable(text: string): string {
  return BEYOND_ASCII.test(text) ? text.replace(UNPRINTABLE, escaped) : text;
}

/** The same for a text of several lines: line feeds and tabs stay. */
export function printableLines(text: string): string {
  if (!BEYOND_LINES.test(text)) return text;
  return text.replace(UNPRINTABLE, (found) => (found === '\n' || found === '\t' ? found : escaped(found)));
}

function escaped(found: string): string {
  if (found === '\n') return '\\n';
  return Array.from(
    { length: found.length },
    (_, index) => `\\u${found.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');
}
