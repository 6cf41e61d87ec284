/** What of this thread's code is tracked, and why the rest is not: a count of 0 says nothing where nothing is counted. */
import { trackedFiles } from './sites.ts';

/** A file, or a function in it, that the transform passed over. */
export interface Skipped {
  file: string;
  /** 1-based line of the function, absent where it is the whole file. */
  line?: number;
  reason: string;
}

export interface Tracking {
  /** Whether the async functions of the program are tracked. */
  tracking: boolean;
  /** Why they are not, with what to do; null where they are. */
  reason: string | null;
  /** How many of the loaded files have a function that is tracked. */
  files: number;
  /** Files and functions that were passed over. */
  skipped: Skipped[];
  /** How many of these hold code in which there is nothing to track: no async functions any more, or no file. */
  notTrackable: number;
}

const NOT_LOADED =
  'no code of it is transformed: start it with `node --import taskscope/register`, or its tests with `taskscope/vitest`, `taskscope/node-test` or the preset for Jest';

let active = false;
let failure: string | null = null;
/** Of files, by file and line: a loader that reads a file by itself makes it come by twice. */
const refused = new Map<string, Skipped>();
const notTrackable = new Map<string, Skipped>();
/** Files that one pass could read, whatever the one before has said of them. */
const read = new Set<string>();

/** From now on, what is loaded comes by. */
export function startTracking(): void {
  active = true;
}

/** Whether anything transforms what is loaded. */
export function isTransforming(): boolean {
  return active;
}

/** Nothing can be tracked from now on. */
export function stopTracking(reason: string): void {
  failure ??= reason;
}

export function noteSkipped({ file, line, reason }: Skipped): void {
  refused.set(`${file}:${line ?? ''}:${reason}`, line === undefined ? { file, reason } : { file, line, reason });
}

export function noteNotTrackable(file: string, reason: string): void {
  notTrackable.set(file, { file, reason: `not trackable: ${reason}` });
}

export function noteRead(file: string): void {
  read.add(file);
}

/** The files and functions that were passed over, and why. */
export function skipped(): Skipped[] {
  const isWrong = ({ file, line }: Skipped): boolean =>
    line === undefined && (read.has(file) || trackedFiles.has(file) || notTrackable.has(file));
  return [...[...refused.values()].filter((each) => !isWrong(each)), ...notTrackable.values()];
}

/** Whether the async functions of the program are tracked: where they are not, a count of 0 says nothing. */
export function isTracking(): boolean {
  return tracking().tracking;
}

/** The same with the reason, and with what was passed over. */
export function tracking(): Tracking {
  const main = mainWithoutFile();
  const passedOver = [...skipped(), ...(main === null ? [] : [main])];
  const reason = !active ? NOT_LOADED : (failure ?? noneTracked(passedOver));
  return {
    tracking: reason === null,
    reason,
    files: trackedFiles.size,
    skipped: passedOver,
    notTrackable: notTrackable.size + (main === null ? 0 : 1),
  };
}

/** A program without an async function is tracked; one whose files were all passed over is not, but by its author's own wish. */
function noneTracked(passedOver: readonly Skipped[]): string | null {
  const files = passedOver.filter(({ line }) => line === undefined);
  const [first] = files;
  if (trackedFiles.size > 0 || first === undefined) return null;
  const more = files.length - 1;
  return `none of its async functions could be tracked: \`${first.file}\`, ${first.reason}${more === 0 ? '' : `, and ${more} more`}`;
}

/** The program itself, where it comes from no file: Node hands such code to nobody. */
function mainWithoutFile(): Skipped | null {
  if (process.getBuiltinModule('node:sea')?.isSea()) {
    return { file: '[sea]', reason: 'not trackable: it is part of a single executable; load your code from a file' };
  }
  const text: unknown = Reflect.get(process, '_eval');
  if (typeof text !== 'string' || !/\basync\b/.test(text)) return null;
  const file = process.argv[1]?.startsWith('[') ? process.argv[1] : '[eval]';
  return { file, reason: 'not trackable: it comes from `-e`, standard input or a string; put it into a file' };
}
