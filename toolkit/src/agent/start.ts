/** `node --import taskscope/agent/start app.ts`: the agent, with no change to the program. Fails open, with one warning. */
import { listen } from './agent.ts';

try {
  await listen();
} catch (error) {
  process.emitWarning(
    `The agent of taskscope does not listen, so \`taskscope ${process.pid}\` will not find it: ${error instanceof Error ? error.message : error}`,
    'TaskscopeWarning',
  );
}
