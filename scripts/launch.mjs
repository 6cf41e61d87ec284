// @ts-check
/**
 * The launcher: `launch.mjs scripts/lab.ts …`.
 *
 * Plain JavaScript without dependencies, for Node 20 and newer: it installs what is missing, with the npm and the Node
 * that started it, and then runs the command on the Node that this repository pins.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chooseLanguage } from './language/language.mjs';
import { say, useLanguage } from './language/say.mjs';
import { install } from './launcher/install.mjs';
import { findMissing } from './launcher/missing.mjs';
import { findNode } from './launcher/node.mjs';
import { run } from './launcher/run.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const [entry = 'scripts/lab.ts', ...words] = process.argv.slice(2);

useLanguage(chooseLanguage(root, process.env));
process.exitCode = entry === 'scripts/lab.ts' && words[0] === 'doctor' ? await seeDoctor() : await start();

/**
 * Where nothing can be installed, it has to say why: so it is started before anything is.
 * @returns {Promise<number>}
 */
async function seeDoctor() {
  const { doctor } = await import('./doctor/doctor.mjs');
  return doctor(root);
}

/** @returns {Promise<number>} */
async function start() {
  for (const folder of [root, ...ownPackages(entry)]) {
    const missing = findMissing(folder);
    const problem = missing === null ? null : await install(root, missing, folder);
    if (problem !== null) return fail(problem);
  }
  const node = findNode(root);
  if (node !== null) return run(root, node, entry, words);
  return fail(
    say`The pinned Node is not installed, and this machine's own, ${process.version}, is older than 22.15. Run \`npm ci\` to try again, or get a newer Node from https://nodejs.org.`,
  );
}

/**
 * What few people need is not everybody's install: the packages of `scripts/classroom.ts` are in `scripts/classroom/`.
 * @param {string} file
 * @returns {string[]} the folder of the packages, where there is one
 */
function ownPackages(file) {
  const folder = join(root, file.replace(/\.ts$/, ''));
  return existsSync(join(folder, 'package-lock.json')) ? [folder] : [];
}

/** @param {string} message */
function fail(message) {
  console.error(message);
  return 2;
}
