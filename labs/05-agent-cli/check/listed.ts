/** The fact that comes first: the real command finds the worker, and an agent that answers in it. */
import { type CheckContext, CouldNotJudge, say } from '../../../scripts/checker/index.ts';
import type { Ended, Worker } from './worker.ts';

/** Milliseconds for an agent that says nothing yet: the machine may be busy. */
const AGENT_PATIENCE = 10_000;
/** On a machine where each look takes seconds, a few say nothing. */
const FEWEST_LOOKS = 4;
/** Milliseconds for one that is not there: it may be about to listen. */
const NO_AGENT_PATIENCE = 500;

/** Decides `listed`. */
export async function isListed({ facts }: CheckContext, worker: Worker): Promise<void> {
  const start = performance.now();
  for (let looks = 1; ; looks++) {
    const listed = readList(await worker.taskscope('list', '--json')).find(({ pid }) => pid === worker.pid);
    if (listed?.agent === true) return facts.holds('listed');
    await worker.service.ask('count', null);
    const { status, err } = await worker.taskscope('stats', String(worker.pid));
    // It is where the command looks, and answers: the list only waits less long for each of many.
    if (status === 0 && listed !== undefined) return facts.holds('listed');
    const [patience, fewest] = err.includes('has no agent') ? [NO_AGENT_PATIENCE, 1] : [AGENT_PATIENCE, FEWEST_LOOKS];
    if (looks < fewest || performance.now() - start < patience) continue;
    facts.fails('listed', {
      expected: say`the worker in the list, with \`*\``,
      actual: say`without \`*\`. ${err}`.trim(),
      help: say`The agent has to listen from the start of the worker to its end, where the command looks for it: \`await listen()\`, from \`taskscope/agent\`, before the first job is taken, and without a \`configDir\` of your own.`,
    });
  }
}

function readList({ status, out, err }: Ended): { pid: number; agent: boolean }[] {
  if (status !== 0) throw new CouldNotJudge(say`\`npx taskscope\` could not list the processes: ${err}`);
  return JSON.parse(out);
}
