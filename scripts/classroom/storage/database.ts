/** A PostgreSQL, wherever it runs: the one thing that the two kinds of storage have to bring. */

export interface Database {
  /** Runs one statement, whole or not at all, and gives its rows. Throws a `DatabaseError`. */
  query<Row>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Runs several statements without values. */
  script(sql: string): Promise<void>;
  /**
   * Calls with each text that `pg_notify` sends on this channel, by whichever server. `onGap` says that some may have been
   * missed, since the connection was lost for a while.
   */
  listen(channel: string, onText: (text: string) => void, onGap: () => void): Promise<void>;
  close(): Promise<void>;
}

/** The database can't do it now, whatever the reason: later it may. */
export class DatabaseError extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
