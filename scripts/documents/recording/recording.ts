/** A recording: how the text of `docs/recorded/NAME.txt` is made by running the real thing. */

export interface Workplace {
  /** Of the repository. */
  root: string;
  /** A folder of its own, which is removed afterwards. */
  scratch: string;
}

export interface RecordingOptions {
  /** Parts that differ from run to run. They are shown as measured, and left out when two runs are compared. */
  varies?: readonly RegExp[];
  /** Parts that differ from run to run and tell a reader nothing, and what stands for them. */
  standIns?: readonly (readonly [RegExp, string])[];
  /** Programs that the machine has to have. */
  needs?: readonly string[];
}

export interface Recording extends RecordingOptions {
  /** Takes a second or two and needs nothing but this repository: `npm test` runs it too. */
  cheap: boolean;
  /** Runs it. Gives the commands, each behind `$ `, and what they print. */
  run(workplace: Workplace): Promise<string>;
}

/** What a file in `docs/recorded` exports: names of texts, and how they are made. */
export type Recordings = { [name: string]: Recording };

export function defineRecordings(recordings: Recordings): Recordings {
  return recordings;
}

/** The recordings of one file may share these. */
export const SECONDS = /\d+\.\d+ s\b/g;
export const SEED = /seed \d+/g;
export const PEAK = /peak \d+/g;
/** With the blanks before, which stand for digits in a column. */
export const MEGABYTES = / *\d+ MB/g;
