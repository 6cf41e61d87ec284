/** What a leak test says: one error for each group of tasks that have not finished. */
import { creators } from '../profile/creators.ts';
import type { Group } from '../registry/groups.ts';
import type { StackFrame } from '../registry/places.ts';
import { codeFrame } from './code-frame.ts';
import { type Found, isClean } from './find.ts';
import type { HoldersOf } from './holders.ts';

/** More groups than these are only counted. */
const REPORTED = 20;

/**
 * Tasks with one stack that a test started and that have not finished. `stack` is that of the tasks, innermost first, and
 * ends with who created them: a runner that shows code frames points at the `await` that they wait at.
 */
export class LeakError extends Error {
  override readonly name = 'LeakError';

  constructor(message: string, group: Group, options: { codeFrame: boolean }) {
    super(message);
    const { frames, function: start } = group;
    const places = frames.some(({ line }) => line > 0) ? frames : [start];
    const [first] = places;
    const frame = options.codeFrame && first !== undefined ? codeFrame(first) : '';
    const lines = [
      ...places.map(({ name, ...place }) => at(name, place)),
      ...creators(group).map(([word, place]) => at(`${word} ${place.name}`, place)),
    ];
    this.stack = [`LeakError: ${message}`, ...(frame === '' ? [] : ['', frame, '']), ...lines].join('\n');
  }
}

export interface ReportOptions {
  /** Who started the tasks: `in the test …`. */
  origin: string;
  /** Milliseconds that they were waited for; absent where a signal ended the wait. */
  waited: number | undefined;
  /** Whether the stacks hold a code frame. */
  codeFrame: boolean;
  holders: HoldersOf;
}

/** The errors of a test, proven ones first; none where it is clean. */
export function leakErrors(found: Found, options: ReportOptions): LeakError[] {
  if (isClean(found)) return [];
  const { leaked, pending } = found;
  // A proof ends the wait, so that the others had no time to finish: they are counted, and not blamed.
  const groups = leaked.length > 0 ? leaked : pending;
  const rest = leaked.length > 0 ? pending.reduce((sum, { count }) => sum + count, 0) : 0;
  const reported = groups.slice(0, REPORTED);
  return reported.map((group, index) => {
    const notes = index < reported.length - 1 ? [] : [...more(groups.length - REPORTED), ...unfinished(rest)];
    const message = group.leaked ? provenText(group, options) : stuckText(group, options);
    return new LeakError([[message, ...notes].join(' '), ...options.holders(group)].join('\n'), group, options);
  });
}

function provenText(group: Group, { origin }: ReportOptions): string {
  const one = group.count === 1;
  return (
    `Leaked (proven): ${subject(group)}, started ${origin}, ${one ? 'waits' : 'wait'} for ever at ${waitText(group)}. ` +
    `Nothing that is left can wake ${one ? 'it' : 'them'}.`
  );
}

function stuckText(group: Group, { origin, waited, holders }: ReportOptions): string {
  const one = group.count === 1;
  const until = waited === undefined ? 'at the abort of the signal' : `${waited} ms after the end`;
  return (
    `Stuck (not proven): ${subject(group)}, started ${origin}, ${one ? 'has' : 'have'} not finished ${until}: ` +
    `${one ? 'it' : 'they'} ${group.wait === 'running' ? 'run' : 'wait'}${one ? 's' : ''} at ${waitText(group)}.` +
    (holders(group).length === 0 ? ` ${UNKNOWN_HOLDER}` : '')
  );
}

const UNKNOWN_HOLDER =
  'Something still holds what could wake it: a timer, a global, or a variable of a test that has not returned. ' +
  'Checked after the test (`afterEach`, `taskscope/vitest`), what only the test held is proven at once.';

function subject({ count, name, labels }: Group): string {
  const labelled = Object.keys(labels).length === 0 ? '' : ` ${JSON.stringify(labels)}`;
  return `${count === 1 ? '' : `${count} tasks `}\`${name}\`${labelled}`;
}

function waitText({ wait }: Group): string {
  return wait === 'await' ? 'an `await`' : wait === 'running' ? 'no `await`' : `a \`${wait}\``;
}

function more(groups: number): string[] {
  return groups > 0 ? [`(And ${groups} more groups of tasks.)`] : [];
}

function unfinished(tasks: number): string[] {
  return tasks > 0 ? [`(Not waited for: ${tasks} more that may still finish.)`] : [];
}

/** As V8 writes it. Parentheses would be taken for those of the place. */
function at(name: string, { file, line, column }: Pick<StackFrame, 'file' | 'line' | 'column'>): string {
  return `    at ${name.replaceAll('(', '<').replaceAll(')', '>')} (${file}:${line}:${column})`;
}

/** Throws one of them as it is, several as an `AggregateError`, and nothing where there are none. */
export function throwAll(errors: readonly Error[]): void {
  const [first] = errors;
  if (first === undefined) return;
  throw errors.length === 1 ? first : new AggregateError(errors, `${errors.length} groups of tasks have not finished.`);
}
