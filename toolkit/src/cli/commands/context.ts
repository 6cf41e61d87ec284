/** What the commands are given: nothing in them reaches for the process by itself. */
export interface Context {
  /** Writes to standard output, and waits where it is slow. */
  write(text: string | Uint8Array): Promise<void>;
  /** Columns of the terminal; undefined where there is none: then nothing is cut. */
  width: number | undefined;
}
