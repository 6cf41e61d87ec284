/**
 * `node --import taskscope/agent/start app.ts`, or `--require`: the agent, with no change to the program. Fails open, with one
 * warning.
 */
import { isMainThread } from 'node:worker_threads';
import { listen } from './agent.ts';

// A worker thread is started with the same words, and the main thread answers for it. Awaited, it could not be required.
if (isMainThread) listen().catch(warn);

function warn(error: unknown): void {
  process.emitWarning(
    `The agent of taskscope does not listen, so \`taskscope ${process.pid}\` will not find it: ${error instanceof Error ? error.message : error}`,
    'TaskscopeWarning',
  );
}
