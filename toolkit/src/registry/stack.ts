/** The stack of what runs now, as text: read at once, since an unread one keeps alive what it was taken in. */
import { fileURLToPath } from 'node:url';
import type { RunningPlace } from './author-places.ts';

export interface StackLine {
  /** What was called, as V8 words it; empty where it has no name. */
  name: string;
  /** Path of the script, or URL of what is no file; null for a built-in. */
  script: string | null;
  /** From 1; 0 for a built-in. */
  line: number;
  column: number;
}

const READ = 'read';

/**
 * Where the code that called `below` stands in the text that runs, whatever source maps say of it. Null for a built-in, and
 * where the format of stacks can't be chosen. Costs microseconds.
 */
export function runningPlace(below: Function): RunningPlace | null {
  const { stackTraceLimit, prepareStackTrace } = Error;
  let place: RunningPlace | null = null;
  Reflect.set(Error, 'stackTraceLimit', 1);
  Reflect.set(Error, 'prepareStackTrace', (_error: unknown, [site]: readonly NodeJS.CallSite[]) => {
    const script = site?.getFileName();
    const line = site?.getLineNumber();
    const column = site?.getColumnNumber();
    if (script && line && column) place = { script, line, column };
    return READ;
  });
  const holder: { stack?: string } = {};
  Error.captureStackTrace(holder, below);
  // Asked for in earnest: a minifier takes away what nobody uses.
  const isRead = holder.stack === READ;
  Reflect.set(Error, 'stackTraceLimit', stackTraceLimit);
  Reflect.set(Error, 'prepareStackTrace', prepareStackTrace);
  return isRead ? place : null;
}

/**
 * The same in the program's own format of stacks, where it has one: that of a test runner, or of a hook that compiles, maps
 * what they made. Null where it can't be read.
 */
export function formattedPlace(below: Function): RunningPlace | null {
  const { stackTraceLimit } = Error;
  const holder: { stack?: unknown } = {};
  Reflect.set(Error, 'stackTraceLimit', 1);
  try {
    Error.captureStackTrace(holder, below);
    const [, text] = /\n {4}at (.*)$/.exec(String(holder.stack)) ?? [];
    const { script, line, column } = parse(text ?? '');
    return script === null ? null : { script, line, column };
  } catch {
    // It is not made for what is no error.
    return null;
  } finally {
    Reflect.set(Error, 'stackTraceLimit', stackTraceLimit);
  }
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

/** The path of a script that is a file; else its URL. */
export function scriptPath(script: string): string {
  try {
    return script.startsWith('file:') ? fileURLToPath(script) : script;
  } catch {
    // Of another machine.
    return script;
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
  return { name, script: scriptPath(script), line: Number(row), column: Number(column) };
}
