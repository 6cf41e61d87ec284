// @ts-check
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../../language/say.mjs';
import { install } from '../../launcher/install.mjs';
import { findMissing } from '../../launcher/missing.mjs';

/**
 * The packages of the lock file. Where some are missing they are installed, as by every command: whether that works is
 * what has to be known.
 * @typedef {{ lock: boolean, missing: string | null, problem: string | null }} Reading
 *   whether the lock file can be read; what was missing; why it could not be installed
 */

/** @type {import('../types.ts').Check<Reading>} */
export const packages = {
  title: say`packages`,
  async measure(root) {
    if (!canRead(join(root, 'package-lock.json'))) return { lock: false, missing: null, problem: null };
    const missing = findMissing(root);
    return { lock: true, missing, problem: missing === null ? null : await install(root, missing) };
  },
  judge({ lock, missing, problem }) {
    if (!lock)
      return {
        state: 'bad',
        text: say`\`package-lock.json\` is missing or can not be read`,
        fix: say`Have it back: git checkout package-lock.json package.json`,
      };
    if (problem !== null) return { state: 'bad', text: missing ?? say`not installed`, fix: problem };
    return { state: 'ok', text: missing === null ? say`as the lock file says` : say`installed just now` };
  },
};

/**
 * @param {string} file
 * @returns {boolean}
 */
function canRead(file) {
  try {
    return typeof JSON.parse(readFileSync(file, 'utf8')).packages === 'object';
  } catch {
    return false;
  }
}
