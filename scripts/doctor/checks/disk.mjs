// @ts-check
import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { say } from '../../language/say.mjs';

/** Megabytes: what the packages take, and what a workshop needs besides. */
const [PACKAGES, WORK] = [500, 100];

/**
 * @typedef {{ free: number, files: number | null, installed: boolean }} Reading
 *   megabytes; how many more files can be made, null where the file system sets no limit; whether the packages are there
 */

/** @type {import('../types.ts').Check<Reading>} */
export const disk = {
  title: say`disk`,
  async measure(root) {
    const { bavail, bsize, files, ffree } = await statfs(root);
    const free = Math.floor((bavail * bsize) / 2 ** 20);
    return {
      free,
      files: files === 0 ? null : ffree,
      installed: existsSync(join(root, 'node_modules', '.package-lock.json')),
    };
  },
  judge({ free, files, installed }) {
    const needed = WORK + (installed ? 0 : PACKAGES);
    const text = free >= 10_000 ? say`${Math.floor(free / 1000)} GB free` : say`${free} MB free`;
    if (free < needed) return { state: 'bad', text, fix: say`Make room: ${needed} MB are needed.` };
    if (files !== null && files < 20_000)
      return {
        state: 'bad',
        text: say`room for ${files} more files only`,
        fix: say`Remove some files: packages are many small ones.`,
      };
    if (free < 2 * needed) return { state: 'note', text, fix: say`That is enough, and little more. Make some room.` };
    return { state: 'ok', text };
  },
};
