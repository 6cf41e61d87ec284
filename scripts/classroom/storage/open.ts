/** The database of this classroom: the one of `DATABASE_URL`, else one in this process. */
import { statfsSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from './database.ts';

/** Bytes that the embedded database needs to begin with: it can't be opened where there is less, and would hang. */
const ROOM = 128 * 1024 * 1024;

/** Throws an error that says what to do. */
export async function openDatabase(folder: string, url: string | undefined): Promise<Database> {
  if (url !== undefined && url !== '') {
    const { openPostgres } = await import('./postgres.ts');
    try {
      return await openPostgres(url);
    } catch (error) {
      // The address holds a password: it is not said.
      const reason = error instanceof Error ? error.message : error;
      throw new Error(
        `The database of \`DATABASE_URL\` can't be reached (${reason}). Without that variable, none is needed.`,
      );
    }
  }
  if (freeBytes(folder) < ROOM)
    throw new Error(`The disk is nearly full: make room, ${ROOM / 1024 / 1024} MB at least.`);
  const { openPglite } = await import('./pglite.ts');
  return openPglite(join(folder, 'database'));
}

/** Bytes that this user may still write to the disk of a folder. */
export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
