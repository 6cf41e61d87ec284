/** PostgreSQL in this process, its files in a folder: nothing to install, and one server at a time. */
import { PGlite } from '@electric-sql/pglite';
import { type Database, DatabaseError } from './database.ts';

/** `folder` is made where it is not there. */
export async function openPglite(folder: string): Promise<Database> {
  return overPglite(await PGlite.create(folder));
}

/** `end`: what becomes of it when it is closed. */
export function overPglite(pglite: PGlite, end: () => Promise<void> = () => pglite.close()): Database {
  const listening: (() => Promise<void>)[] = [];
  return {
    async query<Row>(sql: string, values: readonly unknown[] = []) {
      try {
        return (await pglite.query<Row>(sql, [...values])).rows;
      } catch (error) {
        throw new DatabaseError(error);
      }
    },
    async script(sql) {
      await pglite.exec(sql);
    },
    async listen(channel, onText) {
      listening.push(await pglite.listen(channel, onText));
    },
    async close() {
      for (const stop of listening) await stop();
      await end();
    },
  };
}
