/** What a Node process runs, from the words that it was started with. */

/** Options of Node that take the next word, where they are not written with `=`. */
const WITH_VALUE = new Set([
  '--import',
  '--require',
  '-r',
  '--loader',
  '--experimental-loader',
  '--conditions',
  '-C',
  '--env-file',
  '--env-file-if-exists',
  '--title',
  '--input-type',
  '--watch-path',
]);
const EVALUATED = new Set(['-e', '--eval', '-p', '--print', '-pe']);

/**
 * The script; `(eval)` or `(repl)` where there is none, and the title of a process that has given itself one, as npm does.
 * Empty without words: Windows tells none of another process.
 */
export function scriptOf(words: readonly string[]): string {
  const [first, ...rest] = words;
  if (first === undefined) return '';
  // A title takes the place of all words, and leaves blanks behind.
  if (rest.length > 0 && rest.every((word) => word === '')) return first;
  for (let index = 1; index < words.length; index++) {
    const word = words[index] ?? '';
    if (EVALUATED.has(word)) return '(eval)';
    if (word === '--') return words[index + 1] ?? '(repl)';
    if (WITH_VALUE.has(word)) index++;
    else if (!word.startsWith('-') || word === '-') return word === '-' ? '(stdin)' : word;
  }
  return '(repl)';
}

/** Whether Node takes the next word as the value of this one. */
export function takesValue(word: string | undefined): boolean {
  return word !== undefined && WITH_VALUE.has(word);
}

/** Where the system gives one text: at blanks, quotes respected. */
export function splitWords(command: string): string[] {
  return Array.from(command.matchAll(/"([^"]*)"|(\S+)/g), ([, quoted, plain]) => quoted ?? plain ?? '');
}
