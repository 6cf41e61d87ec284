/** A PostgreSQL of the instructor's, by `DATABASE_URL`: several servers may share it. */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Database, DatabaseError } from './database.ts';

/** Connections of one server, beside the one that listens. */
const CONNECTIONS = 5;
/** Milliseconds to wait for a connection. */
const PATIENCE = 5000;
const AGAIN = 1000;

export async function openPostgres(url: string): Promise<Database> {
  const options = { connectionString: url, connectionTimeoutMillis: PATIENCE };
  const pool = new pg.Pool({ ...options, max: CONNECTIONS });
  // A connection that breaks while nobody uses it: the next query takes another one.
  pool.on('error', () => {});
  await pool.query('select 1');
  const closing = new AbortController();
  return {
    async query<Row>(sql: string, values: readonly unknown[] = []) {
      try {
        const { rows } = await pool.query<Row & pg.QueryResultRow>(sql, [...values]);
        return rows;
      } catch (error) {
        throw new DatabaseError(error);
      }
    },
    async script(sql) {
      await pool.query(sql);
    },
    async listen(channel, onText, onGap) {
      let { gone } = await listenOnce(options, channel, onText, closing.signal);
      void (async () => {
        while (!closing.signal.aborted) {
          await gone;
          if (closing.signal.aborted) return;
          try {
            ({ gone } = await listenOnce(options, channel, onText, closing.signal));
            onGap();
          } catch {
            await sleep(AGAIN, undefined, { signal: closing.signal }).catch(() => {});
          }
        }
      })();
    },
    async close() {
      closing.abort();
      await pool.end();
    },
  };
}

/** `gone` is fulfilled when this connection is. */
async function listenOnce(
  options: pg.ClientConfig,
  channel: string,
  onText: (text: string) => void,
  closing: AbortSignal,
): Promise<{ gone: Promise<void> }> {
  const client = new pg.Client({ ...options, keepAlive: true });
  const gone = new Promise<void>((resolve) => {
    client.on('end', resolve);
    client.on('error', () => resolve());
  });
  client.on('notification', ({ payload = '' }) => onText(payload));
  await client.connect();
  await client.query(`listen ${channel}`);
  closing.addEventListener('abort', () => void client.end().catch(() => {}), { once: true });
  return { gone };
}
