/** `npm run classroom delete`: all that was stored, of all sessions. A server that runs here ends with it. */
import { rmSync } from 'node:fs';
import { classroomFolder } from '../server/running.ts';
import { openDatabase } from '../storage/open.ts';
import { Store } from '../storage/store.ts';
import { noMore, type Word } from './context.ts';
import { askRunning } from './running.ts';

export const deleteAll: Word = async ({ root, environment, print }, rest) => {
  noMore('delete', rest);
  const folder = classroomFolder(root);
  const url = environment['DATABASE_URL'];
  if ((await askRunning(folder, 'POST', 'delete')) === null && url) {
    const store = await Store.open(await openDatabase(folder, url));
    await store.deleteAll();
    await store.close();
  }
  // The server that ends meanwhile removes its own file; the embedded database has nothing in it any more.
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  print('All that was stored of your sessions is deleted.');
  return 0;
};
