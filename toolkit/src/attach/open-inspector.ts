/** Opening the inspector of a process that was started without: by SIGUSR1, which Node answers so. It is sent once. */
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { isClosed } from './close-inspector.ts';
import { closeOfWorkers } from './cluster.ts';
import { AttachError } from './errors.ts';
import { type Inspector, inspectorAt } from './find-inspector.ts';
import { isSame, type ProcessFacts, readFacts } from './process-facts.ts';
import { listeningSockets, socketsOf } from './sockets.ts';
import type { Guardian } from './start-guardian.ts';

/** Milliseconds between two looks; for the inspector to open. */
const LOOK = 10;
const PATIENCE = 10_000;
/** In a loop that goes round, the signal has been answered by then. */
const ANSWERED = 2000;
/** Milliseconds in which a process closes its inspector, where it is not busy. */
const CLOSING = 3000;

/**
 * Sends the signal, with a guardian that is awake. `before`: the sockets that are known to be none of what opens. Throws an `AttachError`,
 * and then has left all else to the guardian.
 */
export async function openBySignal(
  facts: ProcessFacts,
  guardian: Guardian,
  before: ReadonlySet<string>,
): Promise<Inspector> {
  const { pid } = facts;
  const known = socketsOf(pid);
  const others = new Set(before);
  guardian.arm(before);
  const refused = send(facts);
  if (refused !== null) {
    await guardian.dismiss();
    throw refused;
  }
  const sent = performance.now();
  while (performance.now() - sent < PATIENCE) {
    const inspector = await inspectorAt(listeningSockets(pid, known), others);
    if (inspector !== null) return inspector;
    if (!isSame(facts)) {
      await guardian.dismiss();
      throw gone(pid);
    }
    if (performance.now() - sent > ANSWERED && hasHeard(pid)) {
      guardian.leave();
      throw new AttachError(
        `Process \`${pid}\` has heard SIGUSR1 and opened no inspector: a handler of its own has run instead, or its inspector is open at a port that it has chosen itself, or it waits for another program (\`execSync\`), or its standard error says why. If it opens late, a guardian closes it, for ten minutes. Have it write a snapshot with \`--heapsnapshot-signal\`, and read that with \`taskscope snapshot FILE\`.`,
      );
    }
    await wait(LOOK);
  }
  guardian.leave();
  throw new AttachError(
    `Process \`${pid}\` has not opened its inspector within ${PATIENCE / 1000} s of SIGUSR1: it is busy outside of JavaScript, or has a handler of its own. If it opens late, a guardian closes it, for ten minutes. Attach again when it is less busy.`,
  );
}

/** Looks once more, with nothing in between. An error where it was not sent. */
function send({ pid, start }: ProcessFacts): AttachError | null {
  const now = readFacts(pid);
  if (now === null || now.start !== start) return gone(pid);
  if (!now.caught || now.tracer !== 0 || now.state === 'T') {
    return new AttachError(`Process \`${pid}\` has changed since it was looked at, and was sent no signal: try again.`);
  }
  try {
    process.kill(pid, 'SIGUSR1');
    return null;
  } catch (error) {
    return new AttachError(
      `Process \`${pid}\` can't be sent SIGUSR1 (${error instanceof Error ? error.message : error}): attach as its user, or as root.`,
    );
  }
}

/**
 * Makes sure that the process has closed what it was told to. Null, or a sentence where it has not yet: the process does so by
 * itself, and the guardian stays awake.
 */
export async function afterwards(
  facts: ProcessFacts,
  inspector: Inspector,
  guardian: Guardian,
  before: ReadonlySet<string>,
): Promise<string | null> {
  const isOwnClosed = await isClosed(facts, inspector, CLOSING);
  const workers = await closeOfWorkers(facts.pid, before);
  if (isOwnClosed && workers.length === 0) {
    await guardian.dismiss();
    return null;
  }
  guardian.leave();
  if (isOwnClosed) {
    return `The inspectors of workers of the cluster of process \`${facts.pid}\` are open still (\`${workers.join('`, `')}\`): they are busy, and close them as soon as their event loops go round. A guardian looks after them for ten minutes.`;
  }
  return `The inspector of process \`${facts.pid}\` is open still, at port ${inspector.port}: the process is busy, and closes it as soon as its event loop goes round. A guardian looks after it for ten minutes.`;
}

function gone(pid: number): AttachError {
  return new AttachError(`Process \`${pid}\` has ended meanwhile: run \`taskscope\` for those that are there.`);
}

/** Whether the signal has reached it, and its main thread waits for events: by the numbers of `epoll_wait`, `epoll_pwait` and `epoll_pwait2`. */
function hasHeard(pid: number): boolean {
  if (readFacts(pid)?.pending !== false) return false;
  const calls: { [architecture: string]: readonly string[] } = { x64: ['232', '281', '441'], arm64: ['22', '441'] };
  try {
    const [call = ''] = readFileSync(`/proc/${pid}/syscall`, 'utf8').split(' ');
    return calls[process.arch]?.includes(call) ?? false;
  } catch {
    return false;
  }
}
