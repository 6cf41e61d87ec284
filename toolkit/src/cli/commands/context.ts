/** What the commands are given: nothing in them reaches for the process by itself. */
export interface Context {
  /** Makes the text printable, whatever is in it, writes it to standard output, and waits where that is slow. */
  write(text: string): Promise<void>;
  /** Columns of the terminal; undefined where there is none: then nothing is cut. */
  width: number | undefined;
  /** The working folder. What a person reads names files below it from there; JSON and the binary form have whole paths. */
  folder: string;
  environment: Readonly<NodeJS.ProcessEnv>;
  /** From now on Ctrl-C does not end the process, but aborts this. */
  interrupted(): AbortSignal;
}
