/** Places in the code as a reader sees them. Each is made once: a dump of a million tasks names the same few places. */
import { siteCount, siteOf } from './sites.ts';

/** A place in the code. */
export interface StackFrame {
  /** Name of the async function. */
  readonly name: string;
  /** Absolute path, or the URL of what is not a file. */
  readonly file: string;
  /** From 1; of the `await` that the frame is suspended at, or of the function while it runs. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** From 1: the line of the function itself. */
  readonly functionLine: number;
  /** A number that stands for this place in this process, in the form of a machine address: `0x…`. */
  readonly address: string;
}

const FIRST_ADDRESS = 0x1000000;
const ADDRESSES_A_SITE = 16;

const frames: StackFrame[] = [];

/** `place` is the number of a site, or minus that. */
export function stackFrame(place: number): StackFrame {
  const number = Math.abs(place);
  const known = frames[number];
  if (known !== undefined) return known;
  const { name, file, line, column, function: start } = siteOf(number);
  const frame = { name, file, line, column, functionLine: siteOf(start).line, address: addressOf(number) };
  frames[number] = Object.freeze(frame);
  return frame;
}

/** The place that has this address, or null. The address before it, which is what `go tool pprof` asks for, is its as well. */
export function placeAt(address: number): StackFrame | null {
  const number = Math.floor((address - FIRST_ADDRESS) / ADDRESSES_A_SITE);
  return number >= 0 && number < siteCount() ? stackFrame(number) : null;
}

/** Odd, and far from each other: `go tool pprof` takes one off each address that it reads from a text. */
function addressOf(number: number): string {
  return `0x${(FIRST_ADDRESS + number * ADDRESSES_A_SITE + 1).toString(16)}`;
}
