/** A PostgreSQL, wherever it runs: the one thing that the two kinds of storage have to bring. */

export interface Database {
  /** Runs one statement, whole or not at all, and gives its rows. Throws what the database says. */
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
