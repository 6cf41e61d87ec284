import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { acquire } from './install-lock.mjs';
import { findMissing } from './missing.mjs';

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
      console.error('Another terminal is installing the packages; waiting for it. Ctrl-C ends the wait.'),
    );
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? error.code : error;
    return `This folder can't be written to (${reason}), and packages have to be installed in it. Copy the repository to a folder of yours.`;
  }
  try {
    // Another terminal may just have done it.
    if (findMissing(folder) === null) return null;
    console.error(`Installing packages, since ${missing}. This takes about half a minute, once.`);
    const { status, interrupted } = await npm(folder);
    if (interrupted) return 'The installation was interrupted. Run the command again: it starts over.';
    const left = status === 0 ? findMissing(folder) : null;
    if (left !== null)
      return `npm says that all is installed, but ${left}. Remove the folder \`${join(folder, 'node_modules')}\` and try again.`;
    if (status === 0) return null;
    return (
      `npm could not install the packages (status ${status}); its reason is above. With no network, connect and try again. ` +
      'Behind a proxy, set `HTTPS_PROXY`. With a full disk, make room: about 500 MB.'
    );
  } finally {
    release();
  }
}

const WORDS = [
  'ci',
  // A machine set to production, or to leave out what is optional, still needs the compiler, the tests and the pinned Node.
  '--include=dev',
  '--include=optional',
  // With no network npm would be silent for more than a minute.
  '--fetch-retries=3',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=5000',
  '--no-audit',
  '--no-fund',
  '--loglevel=error',
];

/**
 * The npm and the Node that started us, never the pinned Node, which the installation may replace.
 * @param {string} folder
 * @returns {Promise<{ status: number, interrupted: boolean }>}
 */
function npm(folder) {
  const { npm_execpath: npmPath, npm_node_execpath: node } = process.env;
  const windows = process.platform === 'win32';
  const [command, args] =
    npmPath && /\.[cm]?js$/.test(npmPath)
      ? [node ?? process.execPath, [npmPath, ...WORDS]]
      : [windows ? 'npm.cmd' : 'npm', WORDS];
  return new Promise((resolve) => {
    // What npm says goes to stderr: stdout belongs to the command. Windows starts `npm.cmd` only through its shell; the words are ours.
    const child = spawn(command, args, {
      cwd: folder,
      stdio: ['ignore', 2, 2],
      shell: windows && command === 'npm.cmd',
    });
    let interrupted = false;
    // A terminal sends Ctrl-C to npm, too: npm ends first, and then the next one may install.
    const interrupt = (/** @type {NodeJS.Signals} */ signal) => {
      interrupted = true;
      if (signal !== 'SIGINT') child.kill(signal);
    };
    const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
    for (const signal of signals) process.on(signal, interrupt);
    const end = (/** @type {number} */ status) => {
      for (const signal of signals) process.off(signal, interrupt);
      resolve({ status, interrupted });
    };
    child.on('error', (error) => {
      console.error(`\`${command}\`: ${error.message}`);
      end(127);
    });
    child.on('exit', (status) => end(status ?? 1));
  });
}
