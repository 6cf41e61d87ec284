/** The process that checks. It ends, and the service with it, when the process that asked is gone; where it is killed itself, its watchdog does. */
import { randomInt } from 'node:crypto';
import { type Checker, runCheck } from './check.ts';
// Loaded before the first question: the kit that every check is written with.
import './index.ts';
import { keepOthers, say } from '../language/say.mjs';
import { CouldNotJudge } from './facts.ts';
import type { FromWorker, JudgeRequest, Others, ToWorker } from './judge-protocol.ts';
import { loadChecker } from './load-checker.ts';
import { PATIENCE } from './patience.ts';
import type { Tree } from './service/tree.ts';
import { startWatchdog, type Watchdog } from './service/watchdog.ts';
import type { Fact, Verdict } from './verdict.ts';

const SEEDS = 2 ** 31;

/** What was said, in the other language, too. What checkers say as they are loaded is said once, and stays. */
const others = keepOthers();
let loaded = new Set<string>();

let running = Promise.resolve();
/** Started with the first check: whoever only looks at the list needs none. */
let watchdog: Watchdog | null = null;
const over = new AbortController();

process.on('message', (message: ToWorker) => {
  running = judge(message.request).then((verdict) => send({ kind: 'verdict', verdict, others: takeOthers() }));
});
// Ctrl-C and a closed terminal reach this process as well. It goes on until who asked is gone, so that the service goes first.
for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM'] as const) process.on(signal, () => {});
process.on('disconnect', () => {
  over.abort(new CouldNotJudge(say`Nobody waits for this verdict any more.`));
  void running.finally(async () => {
    await watchdog?.end();
    process.exit(0);
  });
});

async function judge({
  lab,
  labFolder,
  folder,
  namesTheLine = false,
  seed = randomInt(SEEDS),
  ...rest
}: JudgeRequest): Promise<Verdict> {
  const patience = { ...PATIENCE, ...rest.patience };
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
    loaded = new Set(others.keys());
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  }
  watchdog ??= startWatchdog();
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(tooLate(patience.deadline)), patience.deadline);
  const signal = AbortSignal.any([over.signal, late.signal]);
  try {
    return await runCheck(checker, { lab, folder, labFolder, namesTheLine, seed, patience }, report, signal);
  } finally {
    clearTimeout(timer);
    watchdog.release();
  }
}

function takeOthers(): Others {
  const taken = Object.fromEntries(others);
  for (const text of others.keys()) if (!loaded.has(text)) others.delete(text);
  return taken;
}

function tooLate(deadline: number): CouldNotJudge {
  return new CouldNotJudge(
    say`The check was not done after ${deadline / 1000} s, where about one is usual. Either this machine is very busy, or the service answers very slowly: try it by hand, then try again.`,
  );
}

const report = {
  progress: (phase: string) => send({ kind: 'progress', phase }),
  facts: (facts: Fact[]) => send({ kind: 'facts', facts }),
  service(tree: Tree) {
    watchdog?.watch(tree);
    send({ kind: 'service', tree });
  },
};

function send(message: FromWorker): void {
  if (process.connected) process.send?.(message, () => {});
}
