/** `npm run classroom export [FOLDER]`: what was stored of the last session, as CSV and JSON. */
import { join, relative, resolve } from 'node:path';
import { writePrivate } from '../../course/write-file.ts';
import { classroomFolder } from '../server/running.ts';
import { csvOf } from '../session/export.ts';
import { openDatabase } from '../storage/open.ts';
import { Store } from '../storage/store.ts';
import { type ClassroomContext, noMore, UsageError, type Word } from './context.ts';
import { askRunning } from './running.ts';

export const exportSession: Word = async (context, [folder = '.', ...rest]) => {
  noMore('export', rest);
  const { csv, json } = await texts(context);
  // Names stand in them: they are for the instructor's eyes.
  for (const [name, text] of [
    ['classroom.csv', csv],
    ['classroom.json', json],
  ] as const) {
    const file = join(resolve(context.root, folder), name);
    writePrivate(file, text);
    context.print(relative(context.root, file));
  }
  return 0;
};

async function texts(context: ClassroomContext): Promise<{ csv: string; json: string }> {
  const folder = classroomFolder(context.root);
  const csv = await askRunning(folder, 'GET', 'export.csv');
  const json = await askRunning(folder, 'GET', 'export.json');
  if (csv !== null && json !== null) return { csv: await csv.text(), json: await json.text() };
  const store = await Store.open(await openDatabase(folder, context.environment['DATABASE_URL']));
  try {
    const [last] = await store.sessions();
    if (last === undefined) throw new UsageError('There is no session to export.');
    const exported = await store.exported(last.id);
    return { csv: csvOf(exported), json: JSON.stringify(exported, null, 2) };
  } finally {
    await store.close();
  }
}
