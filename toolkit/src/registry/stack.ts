/** The stack of what runs now, as text: read at once, since an unread one keeps alive what it was taken in. */
import { fileURLToPath } from 'node:url';

export interface StackLine {
  /** What was called, as V8 words it; empty where it has no name. */
  name: string;
  /** Path of the script, or URL of what is no file; null for a built-in. */
  script: string | null;
  /** From 1; 0 for a built-in. */
  line: number;
  column: number;
}

/** At most `limit` lines, innermost first, from the code that called `below` on. Costs microseconds. */
export function stackLines(below: Function, limit: number): StackLine[] {
  const { stackTraceLimit, prepareStackTrace } = Error;
  // `Error` may be frozen, and then it stays as it is. The program may have a format of its own, which is not ours to read.
  Reflect.set(Error, 'stackTraceLimit', limit);
  Reflect.set(Error, 'prepareStackTrace', undefined);
  const holder: { stack?: string } = {};
  Error.captureStackTrace(holder, below);
  const stack = String(holder.stack);
  Reflect.set(Error, 'stackTraceLimit', stackTraceLimit);
  Reflect.set(Error, 'prepareStackTrace', prepareStackTrace);
  return stack
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .map((line) => parse(line.slice('    at '.length)));
}

function pathOf(url: string): string {
  try {
    return fileURLToPath(url);
  } catch {
    // Of another machine.
    return url;
  }
}

/** A path as a source map may have it, with the escapes of a URL; as it is where these make no sense. */
export function unescaped(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function parse(line: string): StackLine {
  const { name = '', place = line } = /^(?<name>.*) \((?<place>.*)\)$/.exec(line)?.groups ?? {};
  const { script, row, column } = /^(?:async )?(?<script>.*):(?<row>\d+):(?<column>\d+)$/.exec(place)?.groups ?? {};
  if (script === undefined) return { name, script: null, line: 0, column: 0 };
  // With a source map it is a path, without one a URL.
  return {
    name,
    script: script.startsWith('file:') ? pathOf(script) : script,
    line: Number(row),
    column: Number(column),
  };
}
