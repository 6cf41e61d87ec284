import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../language/say.mjs';
import { damagedIn } from './intact.mjs';
import { lockedPackages } from './locked-packages.mjs';
import { npmCommand } from './npm-command.mjs';
import { startRegistry } from './registry.mjs';
import { findStick } from './stick.mjs';

/** How often a stick is tried that is whole, before the network is. */
const TRIES = 2;
const WORDS = [
  'ci',
  // No program of a package runs while it is installed; nothing here needs one.
  '--ignore-scripts',
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
 * Installs the packages of a lock file: from the stick of a workshop where one is within reach and whole, else from the network.
 * @param {string} root
 * @param {string} folder where the lock file is
 * @returns {Promise<{ status: number, interrupted: boolean }>}
 */
export async function npmCi(root, folder) {
  const stick = findStick(root, folder);
  if (stick === null) return npm(folder, []);
  if (stick.missing !== null) {
    console.error(
      say`The packages in \`${stick.folder}\` are of another version (\`${stick.missing}\` is not there), so: from the network.`,
    );
    return npm(folder, []);
  }
  console.error(say`They come from \`${stick.folder}\`, without any network.`);
  for (let tries = 1; ; tries++) {
    const done = await fromStick(root, folder, stick.folder);
    if (done.status === 0 || done.interrupted) return done;
    const damaged = await damagedIn(stick.folder, lockedPackages(folder, [`${process.platform}-${process.arch}`]));
    if (damaged !== null) {
      console.error(
        say`\`${damaged}\` is not what the lock file says: the stick may be damaged. Now from the network.`,
      );
      break;
    }
    if (tries === TRIES) {
      console.error(say`That did not work, though the packages are whole. Now from the network.`);
      break;
    }
    console.error(say`That did not work, though the packages are whole: once more.`);
  }
  return npm(folder, []);
}

/**
 * @param {string} root
 * @param {string} folder where the lock file is
 * @param {string} packages the folder of tarballs
 */
async function fromStick(root, folder, packages) {
  const registry = await startRegistry(folder, packages);
  // What npm keeps of a registry that is gone in a minute helps nobody. Its settings are those of other registries, and of proxies.
  const kept = mkdtempSync(join(root, '.leaklab', 'npm-'));
  try {
    return await npm(folder, [
      `--registry=${registry.url}`,
      '--noproxy=127.0.0.1',
      '--fetch-retry-mintimeout=100',
      `--cache=${join(kept, 'cache')}`,
      `--userconfig=${join(kept, 'no-user')}`,
      `--globalconfig=${join(kept, 'no-global')}`,
    ]);
  } finally {
    registry.close();
    rmSync(kept, { recursive: true, force: true });
  }
}

/**
 * The npm and the Node that started us, never the pinned Node, which the installation may replace.
 * @param {string} folder
 * @param {readonly string[]} more
 * @returns {Promise<{ status: number, interrupted: boolean }>}
 */
function npm(folder, more) {
  const { command, words, shell } = npmCommand([...WORDS, ...more]);
  return new Promise((resolve) => {
    // What npm says goes to stderr: stdout belongs to the command.
    const child = spawn(command, words, { cwd: folder, stdio: ['ignore', 2, 2], shell });
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
