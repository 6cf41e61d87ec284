// @ts-check
/**
 * The launcher: `launch.mjs scripts/lab.ts …`.
 *
 * Plain JavaScript without dependencies, for Node 20 and newer: it installs what is missing, with the npm and the Node
 * that started it, and then runs the command on the Node that this repository pins.
 */
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
  const missing = findMissing(root);
  const problem = missing === null ? null : await install(root, missing);
  if (problem !== null) return fail(problem);
  const node = findNode(root);
  if (node !== null) return run(root, node, entry, words);
  return fail(
    say`The pinned Node is not installed, and this machine's own, ${process.version}, is older than 22.15. Run \`npm ci\` to try again, or get a newer Node from https://nodejs.org.`,
  );
}

/** @param {string} message */
function fail(message) {
  console.error(message);
  return 2;
}
