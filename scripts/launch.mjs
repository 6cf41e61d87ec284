/**
 * What every npm script starts: `node scripts/launch.mjs scripts/lab.ts …`.
 *
 * Plain JavaScript without dependencies, for whatever Node is there: it installs what is missing, with the npm and the
 * Node that started it, and then runs the command on the Node that this repository pins.
 */
import { fileURLToPath } from 'node:url';
import { install } from './launcher/install.mjs';
import { findMissing } from './launcher/missing.mjs';
import { findNode } from './launcher/node.mjs';
import { run } from './launcher/run.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const [entry = 'scripts/lab.ts', ...words] = process.argv.slice(2);

if (Number(process.versions.node.split('.')[0]) < 20) {
  fail(
    `This is Node ${process.version}, and Leaklab needs Node 20 or newer to install itself. Get a newer one from https://nodejs.org.`,
  );
} else {
  const missing = findMissing(root);
  const problem = missing === null ? null : await install(root, missing);
  const node = findNode(root);
  if (problem !== null) fail(problem);
  else if (node === null) {
    fail(
      `The pinned Node is not installed, and this machine's own, ${process.version}, is older than 22.15. ` +
        'Run `npm ci` to try again, or get a newer Node from https://nodejs.org.',
    );
  } else process.exitCode = await run(root, node, entry, words);
}

/** @param {string} message */
function fail(message) {
  console.error(message);
  process.exitCode = 2;
}
