/** `npm run classroom delete`: all that was stored, of all sessions. A server that runs here ends with it. */
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { classroomFolder, findRunning, isAlive } from '../server/running.ts';
import { openDatabase } from '../storage/open.ts';
import { Store } from '../storage/store.ts';
import { noMore, UsageError, type Word } from './context.ts';
import { askRunning } from './running.ts';

export const deleteAll: Word = async ({ root, environment, print }, rest) => {
  noMore('delete', rest);
  const folder = classroomFolder(root);
  const url = environment['DATABASE_URL'];
  const running = await findRunning(folder);
  if (running !== null) {
    await askRunning(folder, 'POST', 'delete');
    await gone(running.pid);
  } else if (url) {
    const store = await Store.open(await openDatabase(folder, url));
    await store.deleteAll();
    await store.close();
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  print('All that was stored of your sessions is deleted.');
  return 0;
};

/** Milliseconds in which a server that is asked to has ended. */
const PATIENCE = 20_000;

/** The files are the server's until it has ended. */
async function gone(pid: number): Promise<void> {
  for (const until = performance.now() + PATIENCE; isAlive(pid); await sleep(50)) {
    if (performance.now() > until) {
      throw new UsageError('The classroom has deleted all, and does not end: end it with Ctrl-C, then delete again.');
    }
  }
}
