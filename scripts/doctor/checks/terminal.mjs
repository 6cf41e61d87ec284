// @ts-check
import { say } from '../../language/say.mjs';

const [COLUMNS, ROWS] = [80, 24];

/**
 * @typedef {object} Reading
 * @property {boolean} interactive whether a person sits at it
 * @property {number} columns
 * @property {number} rows
 * @property {boolean} colours
 * @property {string} characters what the locale says of them; empty where it says nothing
 */

/** @type {import('../types.ts').Check<Reading>} */
export const terminal = {
  title: say`terminal`,
  measure() {
    const { stdin, stdout, env, platform } = process;
    return {
      interactive: stdin.isTTY === true && stdout.isTTY === true,
      columns: stdout.columns ?? 0,
      rows: stdout.rows ?? 0,
      colours: stdout.isTTY === true && stdout.hasColors() && !env.NO_COLOR,
      characters: platform === 'win32' ? '' : env.LC_ALL || env.LC_CTYPE || env.LANG || '',
    };
  },
  judge({ interactive, columns, rows, colours, characters }) {
    if (!interactive)
      return {
        state: 'note',
        text: say`none here: commands print once, and watch nothing`,
        fix: say`In a terminal of its own, \`npm run lab\` watches your files.`,
      };
    const text = colours ? say`${columns} × ${rows}, with colours` : say`${columns} × ${rows}, without colours`;
    if (columns < COLUMNS || rows < ROWS)
      return { state: 'note', text, fix: say`Make the window larger: the screens are made for ${COLUMNS} × ${ROWS}.` };
    if (characters !== '' && !/utf-?8/i.test(characters))
      return {
        state: 'note',
        text: say`${text}, characters: ${characters.slice(0, 20)}`,
        fix: say`If ✓ and ┏━┓ look broken, choose a UTF-8 locale: export LC_ALL=C.UTF-8`,
      };
    return { state: 'ok', text };
  },
};
