/** The two kinds of database, each as it is used: in this process, and a server. */
import type { PGlite } from '@electric-sql/pglite';
import type { Database } from '../storage/database.ts';
import { overPglite } from '../storage/pglite.ts';
import { openPostgres } from '../storage/postgres.ts';
import { SCHEMA } from '../storage/schema.ts';
import { emptyDatabase } from './empty-database.ts';
import { findPostgres, startPostgres, type TestPostgres } from './postgres.ts';

export interface Kind {
  title: string;
  /** Whether this machine has it. */
  there: boolean;
  /** A new, empty one. */
  open(): Promise<Database>;
  closeAll(): Promise<void>;
}

/** One for all tests of a file, emptied for each. */
export function embedded(): Kind {
  let one: Promise<PGlite> | null = null;
  return {
    title: 'the embedded database',
    there: true,
    async open() {
      one ??= emptyDatabase();
      const pglite = await one;
      await pglite.exec(`drop schema if exists ${SCHEMA} cascade`);
      return overPglite(pglite, async () => {});
    },
    closeAll: async () => (await one)?.close(),
  };
}

export function real(): Kind & { url(): Promise<string> } {
  const programs = findPostgres();
  let server: Promise<TestPostgres> | null = null;
  const started = (): Promise<TestPostgres> => {
    if (programs === null) throw new Error('no PostgreSQL on this machine');
    server ??= startPostgres(programs);
    return server;
  };
  return {
    title: 'a real PostgreSQL',
    there: programs !== null,
    url: async () => (await started()).fresh(),
    open: async () => openPostgres(await (await started()).fresh()),
    closeAll: async () => (await server)?.close(),
  };
}
