import type { Group, Profile, StackFrame } from './registry/snapshot.ts';

/**
 * The profile as text, in the shape of Go's `goroutine profile` with `debug=1`: the head, then a record a group.
 * A line of a record is exactly `COUNT @ 0x…`; all else stands on `#` lines.
 */
export function formatProfile({ total, groups }: Profile): string {
  return `${[`task profile: total ${total}`, ...groups.map(formatGroup)].join('\n')}\n`;
}

function formatGroup(group: Group): string {
  const places = [...group.frames, ...(group.createdBy === null ? [] : [group.createdBy])];
  const width = Math.max(0, ...places.map(({ name }) => name.length)) + 4;
  const lines = [
    `${group.count} @ ${group.frames.map(({ address }) => address).join(' ') || '0x1'}`,
    ...(group.name === group.function.name ? [] : [`# name: ${oneLine(group.name)}`]),
    ...(Object.keys(group.labels).length === 0 ? [] : [`# labels: ${formatLabels(group.labels)}`]),
    `# wait: ${group.wait}${group.leaked ? ' (leaked)' : group.ms > 0 ? `, ${group.ms} ms` : ''}`,
    ...group.frames.map((frame) => `#\t${formatFrame(frame, width)}`),
    ...(group.createdBy === null ? [] : [`# created by\t${formatFrame(group.createdBy, width)}`]),
  ];
  return `${lines.join('\n')}\n`;
}

function formatFrame({ address, name, file, line }: StackFrame, width: number): string {
  return `${address}\t${`${oneLine(name)}+0x0`.padEnd(width)}\t${oneLine(file)}:${line}`;
}

/** A name from the program can't start a line of its own, nor steer the terminal. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}

function formatLabels(labels: Group['labels']): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  return `{${pairs.join(', ')}}`;
}
