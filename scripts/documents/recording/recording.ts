/**
 * A recording: how the text of `docs/recorded/NAME.txt` is made by running the real thing. One that speaks has a text in each
 * language: `NAME.zh-CN.txt` stands on the Chinese pages.
 */
import type { Language } from '../../language/language.mjs';

export interface Workplace {
  /** Of the repository. */
  root: string;
  /** A folder of its own, which is removed afterwards. */
  scratch: string;
  /** What the reader speaks. */
  language: Language;
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
  /** What runs says what it says in the reader's language. */
  speaks?: true;
  /** Runs it. Gives the commands, each behind `$ `, and what they print. */
  run(workplace: Workplace): Promise<string>;
}

/** What a file in `docs/recorded` exports: names of texts, and how they are made. */
export type Recordings = { [name: string]: Recording };

export function defineRecordings(recordings: Recordings): Recordings {
  return recordings;
}

/** The recordings of one file may share these, in each language. */
export const SECONDS = /\d+\.\d+ (?:s\b|秒)/g;
export const SEED = /(?:seed|种子) \d+/g;
export const PEAK = /(?:peak|峰值) \d+/g;
/** With the blanks before, which stand for digits in a column. */
export const MEGABYTES = / *\d+ MB/g;
