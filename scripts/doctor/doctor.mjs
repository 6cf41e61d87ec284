// @ts-check
/**
 * `npm run lab doctor`: is this machine ready, and the fix for each thing that is not.
 *
 * Plain JavaScript without dependencies, for Node 20 and newer: it has to speak where nothing can be installed. What
 * needs the packages is measured by the pinned Node, at the end.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../language/say.mjs';
import { clock } from './checks/clock.mjs';
import { courseFiles } from './checks/course-files.mjs';
import { disk } from './checks/disk.mjs';
import { folder } from './checks/folder.mjs';
import { judging } from './checks/judging.mjs';
import { loopback } from './checks/loopback.mjs';
import { node } from './checks/node.mjs';
import { npm } from './checks/npm.mjs';
import { packages } from './checks/packages.mjs';
import { pinnedNode } from './checks/pinned-node.mjs';
import { port } from './checks/port.mjs';
import { proxy } from './checks/proxy.mjs';
import { smallFiles } from './checks/small-files.mjs';
import { terminal } from './checks/terminal.mjs';
import { watching } from './checks/watching.mjs';
import { renderFinding, renderOutcome, renderReport } from './render.mjs';

/** @typedef {import('./types.ts').Finding} Finding */

/** Of the machine; then of what has been installed, each resting on the one before. */
const MACHINE = [
  examine(node),
  examine(npm),
  examine(folder),
  examine(disk),
  examine(smallFiles),
  examine(watching),
  examine(loopback),
  examine(port),
  examine(clock),
  examine(proxy),
  examine(terminal),
];
const INSTALLED = [examine(packages), examine(pinnedNode), examine(courseFiles), examine(judging)];

/**
 * @param {string} root
 * @returns {Promise<number>} exit status: 0 ready, 1 something has to be fixed
 */
export async function doctor(root) {
  const colour = process.stdout.isTTY === true && process.stdout.hasColors() && !process.env.NO_COLOR;
  console.log(say`Is this machine ready for Leaklab?\n`);
  /** @type {Finding[]} */
  const findings = [];
  const tell = (/** @type {Finding} */ finding) => {
    findings.push(finding);
    console.log(renderFinding(finding, colour));
    return finding.state;
  };
  for (const examination of MACHINE) tell(await examination(root));
  let stopped = false;
  for (const examination of INSTALLED) stopped = tell(await examination(root, stopped)) === 'bad' || stopped;
  console.log(`\n${renderOutcome(findings)}`);
  console.log(say`\nTo ask for help, paste this (it holds no path and no secret):\n`);
  console.log(renderReport(findings, root, { version: versionOf(root), time: new Date() }));
  return findings.some(({ state }) => state === 'bad') ? 1 : 0;
}

/**
 * What can't even be measured is told, and stands in nobody's way.
 * @template Reading
 * @param {import('./types.ts').Check<Reading>} check
 * @returns {(root: string, stopped?: boolean) => Promise<Finding>} `stopped`: what it rests on is not there
 */
function examine({ title, measure, judge }) {
  return async (root, stopped = false) => {
    if (stopped) return { title, state: 'not-reached', text: say`not reached` };
    try {
      return { title, ...judge(await measure(root)) };
    } catch (error) {
      return {
        title,
        state: 'note',
        text: say`could not be measured: ${error instanceof Error ? error.message : error}`,
      };
    }
  };
}

/**
 * @param {string} root
 * @returns {string}
 */
function versionOf(root) {
  try {
    return String(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version);
  } catch {
    return '?';
  }
}
