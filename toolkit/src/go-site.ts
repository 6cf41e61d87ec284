/**
 * The site of a task in code that was not transformed: where `go` was called, from a stack of one frame.
 *
 * A stack costs microseconds, so it is taken when a function text is new, and then for one call in `SAMPLE`: two
 * functions with the same text are told apart from then on, by a stack at each call.
 */

import type { AuthorPlace, RunningPlace } from './registry/author-places.ts';
import { registry } from './registry/registry.ts';
import { formattedPlace, runningPlace, scriptPath } from './registry/stack.ts';

const SAMPLE = 64;
const LIMIT = 10_000;
const AMBIGUOUS = -1;
const NOWHERE: RunningPlace = { script: '(unknown)', line: 0, column: 0 };

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
  const running = runningPlace(caller);
  const key = running === null ? null : `${name} ${running.script}:${running.line}:${running.column}`;
  const known = key === null ? undefined : numberByPlace.get(key);
  if (known !== undefined) return known;
  const { file, line, column } = authorPlace(running, caller);
  const site = { kind: 'go', name, line, column, function: 0 } as const;
  const number = registry.addSites(file, [site]);
  if (key !== null && numberByPlace.size < LIMIT) numberByPlace.set(key, number);
  return number;
}

/** What its author wrote, as whoever transformed the text knows it, or else whoever formats stacks. */
function authorPlace(running: RunningPlace | null, caller: Function): AuthorPlace {
  const known = running === null ? null : registry.authorPlace(running);
  if (known !== null) return known;
  const { script, line, column } = formattedPlace(caller) ?? running ?? NOWHERE;
  return { file: scriptPath(script), line, column };
}
