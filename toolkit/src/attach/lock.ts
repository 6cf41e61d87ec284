/** One at a time: two that read a process at once would close its inspector for each other. */
import { once } from 'node:events';
import { connect } from 'node:net';
import type { ProcessFacts } from './process-facts.ts';

type Locked = Pick<ProcessFacts, 'innerPid' | 'start'>;

/** Of a socket without a file, which the guardian listens at: the system lets it go with the guardian, however that ends. */
export function lockName({ innerPid, start }: Locked): string {
  return `\0taskscope-attach-${innerPid}-${start}`;
}

export async function isLocked(process: Locked): Promise<boolean> {
  const socket = connect(lockName(process));
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
