// @ts-check

import { arch, homedir, platform, release } from 'node:os';
import { breakLine, padTo } from '../language/columns.mjs';
import { say } from '../language/say.mjs';

const WIDTH = 80;
const TITLE = 15;

/** @typedef {import('./types.ts').Finding} Finding */

const SYMBOLS = { ok: '✓', note: '!', bad: '✗', 'not-reached': '○' };
const COLOURS = { ok: 32, note: 33, bad: 31, 'not-reached': 2 };
const WORDS = { ok: say`ok`, note: say`note`, bad: say`bad`, 'not-reached': say`not reached` };

/**
 * One finding, with its fix below it.
 * @param {Finding} finding
 * @param {boolean} colour
 * @returns {string}
 */
export function renderFinding({ title, state, text, fix }, colour) {
  const symbol = colour ? `\u001b[${COLOURS[state]}m${SYMBOLS[state]}\u001b[0m` : SYMBOLS[state];
  return [
    `  ${symbol} ${padTo(title, TITLE)}${wrap(text, 4 + TITLE).trimStart()}`,
    ...(fix === undefined ? [] : [`      → ${wrap(fix, 8).trimStart()}`]),
  ].join('\n');
}

/**
 * @param {readonly Finding[]} findings
 * @returns {string}
 */
export function renderOutcome(findings) {
  const bad = findings.filter(({ state }) => state === 'bad').length;
  const notes = findings.filter(({ state }) => state === 'note').length;
  if (bad === 1) return say`✗ Not ready: 1 thing has to be fixed first (✗).`;
  if (bad > 1) return say`✗ Not ready: ${bad} things have to be fixed first (✗).`;
  if (notes === 1) return say`✓ Ready, with 1 thing to know (!).`;
  return notes === 0 ? say`✓ Ready.` : say`✓ Ready, with ${notes} things to know (!).`;
}

/**
 * To paste into a question: what was found, and nothing of who you are.
 * @param {readonly Finding[]} findings
 * @param {string} root
 * @param {{ version: string, time: Date }} about the course, and when
 * @returns {string}
 */
export function renderReport(findings, root, { version, time }) {
  const lines = findings.map(({ title, state, text, fix }) => {
    const what = state === 'bad' && fix !== undefined ? `${text} (${fix})` : text;
    return `${padTo(WORDS[state], 12)}${padTo(title, TITLE)}${what}`;
  });
  const head = `leaklab ${version}, ${platform()} ${arch()} ${release()}, ${time.toISOString().slice(0, 16)}Z`;
  return [head, ...lines].map((line) => withoutPaths(line, root).replaceAll('\n', ' ')).join('\n');
}

/**
 * @param {string} text
 * @param {string} root
 * @returns {string}
 */
function withoutPaths(text, root) {
  const folder = root.replace(/[\\/]+$/, '');
  const home = homedir();
  const inside = text.replaceAll(folder, '.');
  return home.length > 1 ? inside.replaceAll(home, '~') : inside;
}

/**
 * As the other screens do; theirs is TypeScript, which may not run yet.
 * @param {string} text
 * @param {number} indent
 * @returns {string}
 */
function wrap(text, indent) {
  const lines = text.split('\n').flatMap((line) => breakLine(line, WIDTH - indent));
  return lines.map((line) => ' '.repeat(indent) + line).join('\n');
}
