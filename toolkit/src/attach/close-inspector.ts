/** Closing the inspector of a process from outside, and making sure. */
import { setTimeout as wait } from 'node:timers/promises';
import { DeadMansSwitch } from './dead-mans-switch.ts';
import { type Inspector, isOpen } from './find-inspector.ts';
import { isSame, type ProcessFacts } from './process-facts.ts';
import { Session } from './session.ts';

const LOOK = 20;

/** Connects to it, only to leave it in the way that closes it. Not rejected: whoever looks sees whether it is closed. */
export async function closeInspector({ url }: Inspector): Promise<void> {
  try {
    const session = await Session.connect(url);
    await (await DeadMansSwitch.arm(session)).leave();
  } catch {
    // Closed in the meantime, or too busy to hear: it is tried again.
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
