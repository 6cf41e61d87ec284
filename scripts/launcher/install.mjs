import { say } from '../language/say.mjs';
import { acquire } from './install-lock.mjs';
import { findMissing } from './missing.mjs';
import { npmCi } from './npm-ci.mjs';

/**
 * Installs the packages of a lock file, once, however many terminals ask for it at the same time.
 * @param {string} root
 * @param {string} missing why it is needed
 * @param {string} folder where the lock file is: the root, or the folder of a command that has packages of its own
 * @returns {Promise<string | null>} what went wrong and what to do, or null
 */
export async function install(root, missing, folder = root) {
  /** @type {() => void} */
  let release;
  try {
    release = await acquire(root, () =>
      console.error(say`Another terminal is installing the packages; waiting for it. Ctrl-C ends the wait.`),
    );
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? error.code : error;
    return say`This folder can't be written to (${reason}), and packages have to be installed in it. Copy the repository to a folder of yours.`;
  }
  try {
    // Another terminal may just have done it.
    if (findMissing(folder) === null) return null;
    console.error(say`Installing packages, since ${missing}. This takes about half a minute, once.`);
    const { status, interrupted } = await npmCi(root, folder);
    if (interrupted) return say`The installation was interrupted. Run the command again: it starts over.`;
    const left = status === 0 ? findMissing(folder) : null;
    if (left !== null)
      return say`npm says that all is installed, but ${left}. Remove the folder \`node_modules\` and try again.`;
    if (status === 0) return null;
    return say`npm could not install the packages (status ${status}); its reason is above. With no network, connect and try again, or ask for the stick of the workshop. Behind a proxy, set \`HTTPS_PROXY\`. With a full disk, make room: about 500 MB.`;
  } finally {
    release();
  }
}
