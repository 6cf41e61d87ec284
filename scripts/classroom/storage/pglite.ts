/** PostgreSQL in this process, its files in a folder: nothing to install, and one server at a time. */
import { PGlite } from '@electric-sql/pglite';
import type { Database } from './database.ts';

/** `folder` is made where it is not there. */
export async function openPglite(folder: string): Promise<Database> {
  const pglite = await PGlite.create(folder);
  return {
    async query<Row>(sql: string, values: readonly unknown[] = []) {
      const { rows } = await pglite.query<Row>(sql, [...values]);
      return rows;
    },
    async script(sql) {
      await pglite.exec(sql);
    },
    async listen(channel, onText) {
      await pglite.listen(channel, onText);
    },
    close: () => pglite.close(),
  };
}
