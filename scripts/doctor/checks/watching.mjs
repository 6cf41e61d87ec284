// @ts-check
import { watch } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { say } from '../../language/say.mjs';
import { errorCode } from '../error-code.mjs';

/** Milliseconds after which nothing will come any more. */
const PATIENCE = 2000;

/**
 * Writes a file and waits for the system to tell of it, as the watch of a lab does.
 * @typedef {{ ms: number | null, failure: string | null }} Reading how long it took; null where nothing was told
 */

/** @type {import('../types.ts').Check<Reading>} */
export const watching = {
  title: say`file watching`,
  measure: (root) => measureWatching(root, watch),
  judge({ ms, failure }) {
    if (ms !== null) return { state: 'ok', text: say`a save is seen after ${ms} ms` };
    return {
      state: 'note',
      text: failure === null ? say`this drive does not tell of saves` : say`saves can't be watched (${failure})`,
      fix:
        failure === 'ENOSPC' || failure === 'EMFILE'
          ? say`Other programs watch too many files: close some. Until then files are looked at twice a second.`
          : say`Nothing to do: files are looked at twice a second instead. On a local disk it is quicker.`,
    };
  },
};

/**
 * @param {string} root
 * @param {WatchFolder} watchFolder that of Node
 * @returns {Promise<Reading>}
 * @typedef {(folder: string, listener: () => void) => { on(event: 'error', listener: (error: Error) => void): unknown, close(): void }} WatchFolder
 */
export async function measureWatching(root, watchFolder) {
  try {
    await mkdir(join(root, '.leaklab'), { recursive: true });
    const folder = await mkdtemp(join(root, '.leaklab', 'doctor-'));
    try {
      return { ms: await timeToEvent(folder, watchFolder), failure: null };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  } catch (error) {
    return { ms: null, failure: errorCode(error) };
  }
}

/**
 * @param {string} folder
 * @param {WatchFolder} watchFolder
 * @returns {Promise<number | null>}
 */
function timeToEvent(folder, watchFolder) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const watcher = watchFolder(folder, () => end(Math.ceil(performance.now() - start)));
    const timer = setTimeout(() => end(null), PATIENCE);
    const end = (/** @type {number | null} */ ms) => {
      clearTimeout(timer);
      watcher.close();
      resolve(ms);
    };
    watcher.on('error', reject);
    writeFile(join(folder, 'saved.ts'), 'saved').catch(reject);
  });
}
