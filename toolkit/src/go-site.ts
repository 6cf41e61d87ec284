/**
 * The site of a task in code that was not transformed: where `go` was called, from a stack of one frame.
 *
 * A stack costs microseconds, so it is taken when a function text is new, and then for one call in `SAMPLE`: two
 * functions with the same text are told apart from then on, by a stack at each call.
 */
import { registry } from './registry/registry.ts';
import { stackLines } from './registry/stack.ts';

const SAMPLE = 64;
const LIMIT = 10_000;
const AMBIGUOUS = -1;
const NOWHERE = { script: null, line: 0, column: 0 };

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
  const { script, line, column } = stackLines(caller, 1)[0] ?? NOWHERE;
  const key = `${name} ${script}:${line}:${column}`;
  const known = numberByPlace.get(key);
  if (known !== undefined) return known;
  const file = script ?? '(unknown)';
  const site = { kind: 'go', name, line, column, function: 0 } as const;
  const number = registry.addSites(file, [site]);
  if (numberByPlace.size < LIMIT) numberByPlace.set(key, number);
  return number;
}
