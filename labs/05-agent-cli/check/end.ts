/** The fact about the end: a signal is enough, and nothing of the agent is left. */
import type { CheckContext } from '../../../scripts/checker/index.ts';
import { say } from '../../../scripts/checker/index.ts';
import type { Worker } from './worker.ts';

/** Milliseconds; nothing is at work, so an orderly stop has nothing to wait for. */
const END_PATIENCE = 3000;

/** Decides `leaves-nothing`. */
export async function leavesNothing({ facts, progress }: CheckContext, worker: Worker): Promise<void> {
  progress(say`ending it by SIGTERM`);
  const { service, pid } = worker;
  process.kill(pid, 'SIGTERM');
  const exit = await service.until(() => service.exit ?? undefined, END_PATIENCE);
  facts.require('leaves-nothing', exit !== null, () => ({
    expected: say`a process that ends by SIGTERM, with no job at work`,
    actual: say`it still runs ${END_PATIENCE / 1000} s later`,
    help: say`Whoever handles SIGTERM has to end the process too: with a handler of your own, Node does not do it any more.`,
  }));
  const threw = service.events.find(({ event }) => event === 'threw');
  facts.require('leaves-nothing', threw === undefined, () => ({
    expected: say`a clean end`,
    actual: threw?.event === 'threw' ? threw.message : '',
    help: say`The program ended with this error instead, which nothing caught.`,
  }));
  const left = worker.agentFiles();
  facts.require('leaves-nothing', left.length === 0, () => ({
    expected: say`an empty folder where the agent's socket was`,
    actual: left.map((name) => name.replace(String(pid), 'PID')).join(', '),
    help: say`A signal ends a process without a word, and the agent with it. \`listen()\` cleans up before that, unless \`shutdownCleanup\` is false; a handler of your own that kills the process has to call \`close()\` first.`,
  }));
  facts.holds('leaves-nothing');
}
