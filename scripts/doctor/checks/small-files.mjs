// @ts-check
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../../language/say.mjs';
import { errorCode } from '../error-code.mjs';

const FILES = 1000;
/** Milliseconds. A plain disk takes a tenth to half a second; with a virus scanner it may be a minute. */
const [SLOW, STOP] = [3000, 15_000];

/**
 * @typedef {{ files: number, ms: number, failure: string | null }} Reading how many were written, read and removed
 */

/** @type {import('../types.ts').Check<Reading>} */
export const smallFiles = {
  title: say`small files`,
  measure(root) {
    const start = performance.now();
    let files = 0;
    let failure = null;
    try {
      mkdirSync(join(root, '.leaklab'), { recursive: true });
      const folder = mkdtempSync(join(root, '.leaklab', 'doctor-'));
      try {
        for (; files < FILES && performance.now() - start < STOP; files++) {
          const file = join(folder, `${files}.js`);
          writeFileSync(file, `export const number = ${files};\n`);
          readFileSync(file);
          rmSync(file);
        }
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    } catch (error) {
      failure = errorCode(error);
    }
    return { files, ms: performance.now() - start, failure };
  },
  judge({ files, ms, failure }) {
    if (failure !== null)
      return {
        state: 'bad',
        text: say`could not be written (${failure})`,
        fix: say`Make room on the disk, or take another folder.`,
      };
    const text = say`${files} written and read in ${(ms / 1000).toFixed(1)} s`;
    if (ms < SLOW) return { state: 'ok', text };
    return {
      state: files < FILES ? 'bad' : 'note',
      text,
      fix: say`Exclude this folder from the virus scanner, or take a folder on a local disk.`,
    };
  },
};
