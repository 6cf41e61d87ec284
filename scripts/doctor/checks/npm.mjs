// @ts-check

import { execFile } from 'node:child_process';
import { say } from '../../language/say.mjs';

/** The first and the last version that the installation is tested with. */
const [FIRST, LAST] = [10, 11];

/**
 * @typedef {{ name: string, version: string | null }} Reading which package manager, and its version
 */

/** @type {import('../types.ts').Check<Reading>} */
export const npm = {
  title: 'npm',
  async measure() {
    const [name = '', version = ''] = (process.env.npm_config_user_agent ?? '').split(' ')[0]?.split('/') ?? [];
    return name === '' ? { name: 'npm', version: await askNpm() } : { name, version };
  },
  judge({ name, version }) {
    if (version === null)
      return {
        state: 'bad',
        text: say`npm was not found`,
        fix: say`Install Node from https://nodejs.org: npm comes with it.`,
      };
    if (name !== 'npm')
      return {
        state: 'note',
        text: say`started by ${name} ${version}`,
        fix: say`Use \`npm run lab …\`: the lock file is npm’s, and the labs are tested with npm.`,
      };
    const major = Number(version.split('.')[0]);
    if (major < FIRST)
      return { state: 'note', text: say`${version} is old`, fix: say`Update it: npm install --global npm@${LAST}` };
    return { state: 'ok', text: version };
  },
};

/** @returns {Promise<string | null>} */
function askNpm() {
  const windows = process.platform === 'win32';
  return new Promise((resolve) => {
    // Windows starts `npm.cmd` only through its shell; the words are ours.
    execFile(windows ? 'npm.cmd' : 'npm', ['--version'], { shell: windows }, (error, output) =>
      resolve(error === null ? output.trim() : null),
    );
  });
}
