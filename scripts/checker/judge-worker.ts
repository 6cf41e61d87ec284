/** The process that checks. It ends, and the service with it, when the process that asked is gone. */
import { randomInt } from 'node:crypto';
import { type Checker, runCheck } from './check.ts';
// Loaded before the first question: the kit that every check is written with.
import './index.ts';
import type { FromWorker, JudgeRequest, ToWorker } from './judge-protocol.ts';
import { loadChecker } from './load-checker.ts';
import type { Verdict } from './verdict.ts';

/** No check takes so long; one that does has met something that the checker does not know. */
const DEADLINE = 60_000;
const SEEDS = 2 ** 31;

let running = Promise.resolve();
const over = new AbortController();

process.on('message', (message: ToWorker) => {
  running = judge(message.request).then((verdict) => send({ kind: 'verdict', verdict }));
});
// A terminal sends Ctrl-C to all; who asked decides what it means.
process.on('SIGINT', () => {});
process.on('disconnect', () => {
  over.abort();
  void running.finally(() => process.exit(0));
});

async function judge({ lab, labFolder, folder, seed = randomInt(SEEDS) }: JudgeRequest): Promise<Verdict> {
  const failed = (reason: string): Verdict => ({
    lab,
    outcome: 'could-not-judge',
    seed,
    ms: 0,
    facts: [],
    notes: [],
    reason,
  });
  let checker: Checker;
  try {
    checker = await loadChecker(labFolder);
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  }
  const deadline = AbortSignal.any([over.signal, AbortSignal.timeout(DEADLINE)]);
  return runCheck(checker, { lab, folder, labFolder, seed }, report, deadline);
}

const report = {
  progress: (phase: string) => send({ kind: 'progress', phase }),
  service: (pid: number) => send({ kind: 'service', pid }),
};

function send(message: FromWorker): void {
  if (process.connected) process.send?.(message, () => {});
}
