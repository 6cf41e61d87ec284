import { spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { say } from '../language/say.mjs';

/** How often it is looked whether who started us is still there, in milliseconds. */
const LOOK = 500;

/**
 * Runs a TypeScript file of this repository in this terminal.
 * @param {string} root
 * @param {{ path: string, words: string[] }} node
 * @param {string} entry
 * @param {string[]} words
 * @returns {Promise<number>} its exit status
 */
export function run(root, node, entry, words) {
  const child = spawn(
    node.path,
    [
      '--conditions=taskscope-source',
      '--disable-warning=ExperimentalWarning',
      ...node.words,
      join(root, entry),
      ...words,
    ],
    {
      // By its channel the command learns that we are gone, also where we were killed.
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: {
        ...process.env,
        PATH: `${dirname(node.path)}${delimiter}${process.env.PATH ?? ''}`,
        NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, '.leaklab', 'cache', 'compile'),
      },
    },
  );
  // A terminal sends Ctrl-C to both; the command decides what it means, and we end with it.
  process.on('SIGINT', () => {});
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal));
  const looking = endWithParent(child);
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(
        say`\`${node.path}\` can't be started: ${error.message}. Remove the folder \`node_modules\` and try again.`,
      );
      resolve(2);
    });
    child.on('exit', () => clearInterval(looking));
    child.on('exit', (status, signal) => resolve(status ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}

/**
 * npm hands a signal on to the shell that it has started us by, and many a shell ends without a word to us: a server would
 * stay for ever.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {NodeJS.Timeout | undefined}
 */
function endWithParent(child) {
  if (process.env.npm_execpath === undefined) return undefined;
  const parent = process.ppid;
  const looking = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(looking);
    child.kill('SIGTERM');
  }, LOOK);
  return looking;
}
