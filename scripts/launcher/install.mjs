import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findMissing } from './missing.mjs';

/**
 * Installs the packages of the lock file, once, however many terminals ask for it at the same time.
 * @param {string} root
 * @param {string} missing why it is needed
 * @returns {Promise<string | null>} what went wrong and what to do, or null
 */
export async function install(root, missing) {
  const lock = join(root, '.leaklab', 'install.lock');
  try {
    await acquire(lock);
  } catch (error) {
    return `This folder can't be written to (${code(error)}): packages have to be installed in it. Copy the repository to a folder of yours.`;
  }
  try {
    // Another terminal may just have done it.
    if (findMissing(root) === null) return null;
    console.error(`Installing packages, since ${missing}. This takes about half a minute, once.`);
    const status = await npm(root);
    if (status === 0) return null;
    return (
      `npm could not install the packages (status ${status}); its reason is above. With no network, connect and try again. ` +
      'Behind a proxy, set `HTTPS_PROXY`. With a full disk, make room: about 500 MB.'
    );
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/** @param {string} lock a folder: making it succeeds for one process only */
async function acquire(lock) {
  mkdirSync(join(lock, '..'), { recursive: true });
  for (let told = false; ; told = true) {
    try {
      mkdirSync(lock);
      writeFileSync(join(lock, 'pid'), String(process.pid));
      return;
    } catch (error) {
      if (code(error) !== 'EEXIST') throw error;
    }
    if (abandoned(lock)) rmSync(lock, { recursive: true, force: true });
    else {
      if (!told) console.error('Another terminal is installing the packages; waiting for it…');
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
}

/**
 * @param {string} lock
 * @returns {boolean} whether the process that made it is gone
 */
function abandoned(lock) {
  try {
    const pid = Number(readFileSync(join(lock, 'pid'), 'utf8'));
    if (pid > 0) process.kill(pid, 0);
    return false;
  } catch (error) {
    // No pid yet: its maker is just about to write it.
    return code(error) === 'ESRCH';
  }
}

/**
 * The npm and the Node that started us, never the pinned Node, which the installation may replace.
 * @param {string} root
 * @returns {Promise<number>}
 */
function npm(root) {
  const { npm_execpath: npmPath, npm_node_execpath: node } = process.env;
  const words = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const windows = process.platform === 'win32';
  const [command, args] =
    npmPath && /\.c?js$/.test(npmPath)
      ? [node ?? process.execPath, [npmPath, ...words]]
      : [windows ? 'npm.cmd' : 'npm', words];
  return new Promise((resolve) => {
    // Windows starts `npm.cmd` only through its shell; the words are ours.
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 2, 2], shell: windows && command === 'npm.cmd' });
    child.on('error', (error) => {
      console.error(`\`${command}\`: ${error.message}`);
      resolve(127);
    });
    child.on('exit', (status) => resolve(status ?? 1));
  });
}

/**
 * @param {unknown} error
 * @returns {string}
 */
function code(error) {
  return String(error instanceof Error && 'code' in error ? error.code : error);
}
