// @ts-check
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../../language/say.mjs';
import { findNode } from '../../launcher/node.mjs';
import { errorCode } from '../error-code.mjs';

/**
 * @typedef {object} Reading
 * @property {string} wanted the version that this repository pins
 * @property {'pinned' | 'own' | null} found the pinned one, this machine's own, or none that will do
 * @property {string | null} version what it says of itself
 * @property {string | null} failure why it can't be started
 */

/** @type {import('../types.ts').Check<Reading>} */
export const pinnedNode = {
  title: say`pinned Node`,
  async measure(root) {
    const wanted = wantedVersion(root);
    const node = findNode(root);
    if (node === null) return { wanted, found: null, version: null, failure: null };
    const found = node.path.startsWith(join(root, 'node_modules')) ? 'pinned' : 'own';
    return { wanted, found, ...(await askVersion(node.path)) };
  },
  judge({ wanted, found, version, failure }) {
    const again = say`Remove the folder \`node_modules\`, then: npm ci --include=optional`;
    if (found === null) return { state: 'bad', text: say`v${wanted} is not installed`, fix: again };
    if (failure !== null)
      return {
        state: 'bad',
        text: say`it can't be started (${failure})`,
        fix: say`${again} (On Alpine Linux it can't: take a system with glibc.)`,
      };
    if (found === 'own')
      return { state: 'note', text: say`v${wanted} is not installed; your own v${version} serves`, fix: again };
    return version === wanted
      ? { state: 'ok', text: `v${version}` }
      : { state: 'bad', text: say`v${version}, where v${wanted} should be`, fix: again };
  },
};

/**
 * @param {string} root
 * @returns {string}
 */
function wantedVersion(root) {
  const { optionalDependencies = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const [version] = Object.entries(optionalDependencies).flatMap(([name, pinned]) =>
    /^node-/.test(name) ? [pinned] : [],
  );
  return String(version);
}

/**
 * @param {string} path
 * @returns {Promise<{ version: string | null, failure: string | null }>}
 */
function askVersion(path) {
  return new Promise((resolve) => {
    execFile(path, ['--version'], (error, output) =>
      resolve(
        error === null
          ? { version: output.trim().replace(/^v/, ''), failure: null }
          : { version: null, failure: errorCode(error) },
      ),
    );
  });
}
