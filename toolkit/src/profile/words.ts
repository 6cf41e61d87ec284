/** What the text forms share: nothing that a program names its functions, files or labels can break a line, or a terminal. */
import type { Group } from '../registry/groups.ts';
import type { Labels } from '../registry/names.ts';
import type { MissingThread } from '../registry/workers.ts';
import { printable } from './printable.ts';

/** The profiles of tasks: ours, and under the names by which Go's tools know them. */
export type ProfileName = 'task' | 'goroutine' | 'goroutineleak';

export function quoted(text: string): string {
  return printable(JSON.stringify(text));
}

/** As Go writes them: `{"key":"value", "other":"value"}`, sorted by key. */
export function formatLabels(labels: Labels): string {
  return `{${Object.entries(labels)
    .map(([key, value]) => `${quoted(key)}:${quoted(String(value))}`)
    .join(', ')}}`;
}

export function hasLabels(labels: Labels): boolean {
  return Object.keys(labels).length > 0;
}

/** What a task waits for, and how long: `chan send, 1234 ms`. */
export function formatWait({ wait, leaked, ms }: Pick<Group, 'wait' | 'leaked' | 'ms'>): string {
  return leaked ? `${wait} (leaked)` : ms > 0 ? `${wait}, ${ms} ms` : wait;
}

/** `worker 1`, with the name that it was given behind; the main thread is `main`. */
export function threadName(thread: number, name: string): string {
  return thread === 0 ? 'main' : `worker ${thread}${name === '' ? '' : ` ${name}`}`;
}

/** What is said of threads whose tasks are not in a profile. */
export function missingNotes(missing: readonly MissingThread[] = []): string[] {
  return missing.map(({ thread, name, reason }) => printable(`${threadName(thread, name)} is missing: ${reason}`));
}

/** The name that `go()` was given; null where the task goes by that of its function. */
export function givenName({ name, frames }: { name: string; frames: readonly { name: string }[] }): string | null {
  return name === frames.at(-1)?.name ? null : name;
}
