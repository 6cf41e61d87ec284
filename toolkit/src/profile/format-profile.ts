import type { Group, Profile } from '../registry/groups.ts';
import type { StackFrame } from '../registry/places.ts';
import { creators } from './creators.ts';
import { printable } from './printable.ts';
import { formatLabels, formatWait, givenName, hasLabels, missingNotes, type ProfileName, quoted } from './words.ts';

/**
 * The profile as text, in the shape of Go's `goroutine profile` with `debug=1`: the head, then a record a group.
 * A line of a record is exactly `COUNT @ 0x…`, and all else stands on `#` lines, so that `go tool pprof` reads it.
 * `name` is that of the profile in the head.
 */
export function formatProfile(
  { total, groups, missing }: Profile,
  { name = 'task' }: { name?: ProfileName } = {},
): string {
  const records = groups.map((group) => formatGroup(String(group.count), group));
  const notes = missingNotes(missing).map((note) => `# ${note}`);
  return `${[`${name} profile: total ${total}`, ...notes, ...records].join('\n')}\n`;
}

/** A record, headed by `count`, with `notes` on lines of their own. */
export function formatGroup(count: string, group: Group, notes: readonly string[] = []): string {
  const { frames } = group;
  const origin = creators(group);
  const names = [...frames, ...origin.map(([, frame]) => frame)].map(({ name }) => printable(name));
  const width = Math.max(0, ...names.map((name) => name.length)) + 4;
  const given = givenName(group);
  const lines = [
    `${count} @ ${frames.map(({ address }) => address).join(' ')}`,
    ...notes.map((note) => `# ${note}`),
    ...(given === null ? [] : [`# name: ${quoted(given)}`]),
    ...(hasLabels(group.labels) ? [`# labels: ${formatLabels(group.labels)}`] : []),
    `# wait: ${formatWait(group)}`,
    ...frames.map((frame) => `#\t${formatFrame(frame, width)}`),
    ...origin.map(([word, frame]) => `# ${word}\t${formatFrame(frame, width)}`),
  ];
  return `${lines.join('\n')}\n`;
}

function formatFrame({ address, name, file, line }: StackFrame, width: number): string {
  return `${address}\t${`${printable(name)}+0x0`.padEnd(width)}\t${printable(file)}:${line}`;
}
