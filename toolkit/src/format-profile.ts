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
    ...(Object.keys(group.labels).length === 0 ? [] : [`# labels: ${formatLabels(group.labels)}`]),
    `# wait: ${group.wait}${group.leaked ? ' (leaked)' : group.ms > 0 ? `, ${group.ms} ms` : ''}`,
    ...group.frames.map((frame) => `#\t${formatFrame(frame, width)}`),
    ...(group.createdBy === null ? [] : [`# created by\t${formatFrame(group.createdBy, width)}`]),
  ];
  return `${lines.join('\n')}\n`;
}

function formatFrame({ address, name, file, line }: StackFrame, width: number): string {
  return `${address}\t${`${name}+0x0`.padEnd(width)}\t${file}:${line}`;
}

function formatLabels(labels: Group['labels']): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  return `{${pairs.join(', ')}}`;
}
