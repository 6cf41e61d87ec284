/**
 * The site of a task in code that was not transformed: where `go` was called, from a stack of one frame.
 *
 * A stack costs microseconds, so it is taken when a function text is new, and then for one call in `SAMPLE`: two
 * functions with the same text are told apart from then on, by a stack at each call.
 */
import { fileURLToPath } from 'node:url';
import { registry } from './registry/registry.ts';

const SAMPLE = 64;
const LIMIT = 10_000;
const AMBIGUOUS = -1;

const numberByText = new Map<string, number>();
const numberByPlace = new Map<string, number>();
let calls = 0;

/** `caller` is the function whose caller is looked for. */
export function goSite(fn: Function, caller: Function): number {
  const text = fn.toString();
  const known = numberByText.get(text);
  if (known !== undefined && known !== AMBIGUOUS && ++calls % SAMPLE !== 0) return known;
  const number = callSite(fn.name || '(anonymous)', caller);
  if (known === undefined && numberByText.size < LIMIT) numberByText.set(text, number);
  else if (known !== undefined && known !== number) numberByText.set(text, AMBIGUOUS);
  return number;
}

/** The site where `caller` was called, under `name`. Costs a stack. */
export function callSite(name: string, caller: Function): number {
  const line = callerLine(caller);
  const key = `${name} ${line}`;
  const known = numberByPlace.get(key);
  if (known !== undefined) return known;
  const match = /\(?((?:file:\/\/)?[^()]*?):(\d+):(\d+)\)?$/.exec(line);
  const file = (match?.[1] ?? '(unknown)').replace(/^.*\bat (?:async )?/, '');
  const number = registry.addSites(file.startsWith('file:') ? fileURLToPath(file) : file, [
    { kind: 'go', name, line: Number(match?.[2] ?? 0), column: Number(match?.[3] ?? 0), function: 0 },
  ]);
  if (numberByPlace.size < LIMIT) numberByPlace.set(key, number);
  return number;
}

/** The text of the stack's first frame. It is read at once: an unread stack keeps alive what it was taken in. */
function callerLine(caller: Function): string {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 1;
  const holder: { stack?: string } = {};
  Error.captureStackTrace(holder, caller);
  const stack = String(holder.stack);
  Error.stackTraceLimit = limit;
  return stack.split('\n').at(-1)?.trim() ?? '';
}
