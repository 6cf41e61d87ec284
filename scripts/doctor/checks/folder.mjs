// @ts-check
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import { say } from '../../language/say.mjs';
import { errorCode } from '../error-code.mjs';

/** Where a repository stands badly. */
const KINDS = {
  windows: {
    text: say`on a Windows drive, seen from Linux (WSL)`,
    fix: say`Clone it into your Linux home instead: there saves are seen, and files are many times faster.`,
  },
  network: {
    text: say`on a network drive`,
    fix: say`Copy it to a drive of this machine: there saves are seen, and files are faster.`,
  },
  synced: {
    text: say`in a folder that is synchronised with a cloud`,
    fix: say`Copy it to a folder that is not: thousands of packages would be uploaded.`,
  },
};

/**
 * @typedef {{ failure: string | null, kind: keyof typeof KINDS | null }} Reading why it can't be written to; where it stands
 */

/** @type {import('../types.ts').Check<Reading>} */
export const folder = {
  title: say`folder`,
  measure(root) {
    return { failure: tryToWrite(root), kind: kindOf(root, release()) };
  },
  judge({ failure, kind }) {
    if (failure !== null)
      return {
        state: 'bad',
        text: say`it can't be written to (${failure})`,
        fix:
          failure === 'ENOSPC'
            ? say`The disk is full: make room.`
            : say`Copy the repository to a folder of yours, or give yourself the right to write here.`,
      };
    return kind === null ? { state: 'ok', text: say`can be written to` } : { state: 'note', ...KINDS[kind] };
  },
};

/**
 * @param {string} root
 * @param {string} system release of the operating system
 * @returns {Reading['kind']}
 */
export function kindOf(root, system) {
  if (/microsoft/i.test(system) && /^\/mnt\/[a-z]\//.test(root)) return 'windows';
  if (/^(\\\\|\/\/|\/net\/|\/Volumes\/.*\.local)/.test(root) && !/^\\\\[?.]\\/.test(root)) return 'network';
  if (/[\\/](OneDrive|Dropbox|Google Drive|iCloud|Mobile Documents|CloudStorage)[^\\/]*[\\/]/i.test(root))
    return 'synced';
  return null;
}

/**
 * @param {string} root
 * @returns {string | null}
 */
function tryToWrite(root) {
  const file = join(root, '.leaklab', `doctor-${process.pid}.tmp`);
  try {
    mkdirSync(join(root, '.leaklab'), { recursive: true });
    writeFileSync(file, 'x');
    rmSync(file);
    return null;
  } catch (error) {
    return errorCode(error);
  }
}
