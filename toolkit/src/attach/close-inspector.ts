/** Closing the inspector of a process from outside, and making sure. */
import { setTimeout as wait } from 'node:timers/promises';
import { DeadMansSwitch } from './dead-mans-switch.ts';
import { type Inspector, isOpen } from './find-inspector.ts';
import { isSame, type ProcessFacts } from './process-facts.ts';
import { Session } from './session.ts';
import { connectionsAt } from './sockets.ts';

const LOOK = 20;

/** Connects to it, only to leave it in the way that closes it. False where it was closed in the meantime, or is too busy to hear. */
export async function closeInspector(pid: number, { url, port }: Inspector): Promise<boolean> {
  try {
    const session = await Session.connect(url);
    await (await DeadMansSwitch.arm(session, connectionsAt(pid, port))).leave();
    return true;
  } catch {
    return false;
  }
}

/** Resolved to whether nobody listens there any more, at the latest after `patience` milliseconds. */
export async function isClosed(
  process: Pick<ProcessFacts, 'pid' | 'start'>,
  inspector: Pick<Inspector, 'inode'>,
  patience: number,
): Promise<boolean> {
  const end = performance.now() + patience;
  while (isSame(process) && isOpen(process.pid, inspector)) {
    if (performance.now() > end) return false;
    await wait(LOOK);
  }
  return true;
}
