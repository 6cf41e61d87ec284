/**
 * Judging in a child process that is warm: its modules are loaded before anybody asks, so that a save costs only the check.
 * What happens to that child, by a lab's checker or by a kill, never reaches who asks.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Language } from '../language/language.mjs';
import { currentLanguage, say } from '../language/say.mjs';
import type { FromWorker, JudgeRequest, Others, ToWorker } from './judge-protocol.ts';
import { PATIENCE } from './patience.ts';
import { nodeWords } from './service/program.ts';
import { endTree, type Tree } from './service/tree.ts';
import type { Fact, Verdict } from './verdict.ts';

export type { JudgeRequest, Others } from './judge-protocol.ts';

export interface JudgeOptions {
  /** What is being done now. */
  onProgress?: (phase: string) => void;
  /** All facts, as far as they are decided: before the first one, and each time that one is. */
  onFacts?: (facts: Fact[]) => void;
  /** What the verdict says, in the other language; before it comes. */
  onOthers?: (others: Others) => void;
  signal?: AbortSignal;
}

export interface Judge {
  /** Resolves to a verdict whatever happens; rejected with the reason of `signal` where that is aborted. */
  judge(request: JudgeRequest, options?: JudgeOptions): Promise<Verdict>;
  /** Leaves nothing running. */
  close(): Promise<void>;
}

/** Milliseconds beyond the deadline of a check after which its process is ended: it is stuck itself. */
const GRACE = 15_000;
const WORKER = fileURLToPath(new URL('./judge-worker.ts', import.meta.url));

/** Milliseconds that a worker has to end what it has started. */
const CLOSING = 2000;

/** One check at a time: who asks again aborts first. Its words are in `language`. */
export function startJudge(language: Language = currentLanguage()): Judge {
  let worker: Worker | null = startWorker(language);
  let closed = false;
  /** Workers that were given up and have not ended yet: nothing is asked of them any more. */
  const leaving = new Set<Promise<void>>();
  const giveUp = (given: Worker): void => {
    if (worker === given) worker = null;
    const left = given.close().finally(() => leaving.delete(left));
    leaving.add(left);
  };
  return {
    async judge(request, options = {}) {
      const { signal } = options;
      signal?.throwIfAborted();
      if (worker === null || worker.ended) worker = startWorker(language);
      const current = worker;
      const abort = (): void => giveUp(current);
      signal?.addEventListener('abort', abort, { once: true });
      try {
        const verdict = await current.judge(request, options);
        signal?.throwIfAborted();
        return verdict;
      } finally {
        signal?.removeEventListener('abort', abort);
        // Ready for the next one while this verdict is read.
        if (signal?.aborted && !closed) worker ??= startWorker(language);
      }
    },
    async close() {
      closed = true;
      if (worker !== null) giveUp(worker);
      await Promise.all(leaving);
    },
  };
}

interface Worker {
  readonly ended: boolean;
  judge(request: JudgeRequest, options: JudgeOptions): Promise<Verdict>;
  close(): Promise<void>;
}

function startWorker(language: Language): Worker {
  const child: ChildProcess = fork(WORKER, [], {
    execArgv: nodeWords(),
    env: { ...process.env, LEAKLAB_LANGUAGE: language },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const services = new Set<Tree>();
  let ended = false;
  let words = '';
  const exited = new Promise<void>((resolve) => {
    const end = (): void => {
      ended = true;
      // A worker that was killed could not end the service itself.
      for (const tree of services) endTree(tree);
      services.clear();
      resolve();
    };
    child.once('exit', end);
    child.once('error', end);
  });
  child.stderr?.on('data', (data: Buffer) => {
    words = (words + data.toString('utf8')).slice(-2000);
  });
  const send = (message: ToWorker): void => {
    if (!ended) child.send(message, () => {});
  };
  const kill = (): void => void child.kill('SIGKILL');
  return {
    get ended() {
      return ended;
    },
    async judge(request, { onProgress, onFacts, onOthers }) {
      const answered = Promise.withResolvers<Verdict>();
      const receive = (message: FromWorker): void => {
        if (message.kind === 'progress') onProgress?.(message.phase);
        else if (message.kind === 'facts') onFacts?.(message.facts);
        else if (message.kind === 'service') services.add(message.tree);
        else {
          services.clear();
          onOthers?.(message.others);
          answered.resolve(message.verdict);
        }
      };
      const timer = setTimeout(kill, (request.patience?.deadline ?? PATIENCE.deadline) + GRACE);
      child.on('message', receive);
      send({ kind: 'judge', request });
      const verdict = await Promise.race([answered.promise, exited.then(() => crashed(request, words))]);
      child.off('message', receive);
      clearTimeout(timer);
      return verdict;
    },
    async close() {
      if (child.connected) child.disconnect();
      // A check that waits for something else than its service can't be told to end.
      const late = setTimeout(kill, CLOSING);
      await exited;
      clearTimeout(late);
    },
  };
}

function crashed({ lab, seed }: JudgeRequest, words: string): Verdict {
  const reason =
    words === ''
      ? say`The checker ended before it could tell. Try again.`
      : say`The checker ended before it could tell. Try again; its last words: ${words.trim()}`;
  return { lab, outcome: 'could-not-judge', seed: seed ?? 0, ms: 0, facts: [], notes: [], reason };
}
