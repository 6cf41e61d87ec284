/** The primary of a cluster passes SIGUSR1 on to its workers, so that their inspectors open with its own: who has opened that closes those. */
import { readFileSync } from 'node:fs';
import { closeInspector, isClosed } from './close-inspector.ts';
import { inspectorAt } from './find-inspector.ts';
import { type ProcessFacts, readFacts } from './process-facts.ts';
import { listeningSockets } from './sockets.ts';

/** What Node gives each worker of a cluster, and nobody else has. */
const MARK = /(?:^|\0)NODE_UNIQUE_ID=/;
/** Milliseconds in which a worker closes it. */
const CLOSING = 3000;

/** Where the process listens, and the workers of its cluster, if it has one: by the numbers of the sockets. */
export function listeningBefore(pid: number): Set<string> {
  return new Set([pid, ...workersOf(pid)].flatMap((each) => listeningSockets(each)).map(({ inode }) => inode));
}

/** Closes what workers of its cluster have opened since. Resolved to their pids, where it is open still. */
export async function closeOfWorkers(pid: number, before: ReadonlySet<string>): Promise<number[]> {
  const facts = workersOf(pid).flatMap((worker) => readFacts(worker) ?? []);
  const closed = await Promise.all(facts.map((worker) => closeOpened(worker, before)));
  return facts.filter((_, index) => !closed[index]).map((worker) => worker.pid);
}

async function closeOpened(worker: ProcessFacts, before: ReadonlySet<string>): Promise<boolean> {
  const inspector = await inspectorAt(listeningSockets(worker.pid, before));
  if (inspector === null) return true;
  return (await closeInspector(worker.pid, inspector)) && (await isClosed(worker, inspector, CLOSING));
}

function workersOf(pid: number): number[] {
  return textOf(`${pid}/task/${pid}/children`)
    .split(' ')
    .filter((word) => word !== '')
    .map(Number)
    .filter((child) => MARK.test(textOf(`${child}/environ`)));
}

/** Empty where it is gone, or may not be looked at. */
function textOf(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'utf8');
  } catch {
    return '';
  }
}
