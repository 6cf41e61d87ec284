// @ts-check
import { execFile } from 'node:child_process';
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../../language/say.mjs';

const DAY = 86_400_000;
/** Milliseconds that the clock of a drive may be away from that of this machine. */
const SKEW = 5000;

/**
 * @typedef {{ now: number, file: number | null, commit: number | null }} Reading
 *   milliseconds since 1970: by the clock, by the drive's stamp on a new file, of the last change of this repository
 */

/** @type {import('../types.ts').Check<Reading>} */
export const clock = {
  title: say`clock`,
  async measure(root) {
    return { now: Date.now(), file: stampOfNewFile(root), commit: await lastCommit(root) };
  },
  judge({ now, file, commit }) {
    const date = new Date(now).toISOString().slice(0, 16).replace('T', ' ');
    if (commit !== null && now < commit - DAY)
      return {
        state: 'bad',
        text: say`it says ${date}, which is before the last change of this repository`,
        fix: say`Set it: with a wrong date no package can be fetched, since certificates seem not to be valid.`,
      };
    if (file !== null && Math.abs(file - now) > SKEW)
      return {
        state: 'note',
        text: say`the drive's clock is ${Math.round(Math.abs(file - now) / 1000)} s away from this machine's`,
        fix: say`Nothing to do for the labs. In a virtual machine, let it take the time of its host.`,
      };
    return { state: 'ok', text: `${date} UTC` };
  },
};

/**
 * @param {string} root
 * @returns {number | null}
 */
function stampOfNewFile(root) {
  const file = join(root, '.leaklab', `doctor-${process.pid}.stamp`);
  try {
    mkdirSync(join(root, '.leaklab'), { recursive: true });
    writeFileSync(file, 'x');
    return statSync(file).mtimeMs;
  } catch {
    return null;
  } finally {
    rmSync(file, { force: true });
  }
}

/**
 * @param {string} root
 * @returns {Promise<number | null>} null without git
 */
function lastCommit(root) {
  return new Promise((resolve) => {
    execFile('git', ['log', '-1', '--format=%ct'], { cwd: root }, (error, output) => {
      const seconds = Number(output);
      resolve(error === null && seconds > 0 ? seconds * 1000 : null);
    });
  });
}
