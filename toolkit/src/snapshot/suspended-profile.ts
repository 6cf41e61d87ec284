/** Suspended functions as a profile: what `go tool pprof` and flame graphs read. */
import type { Group, Profile } from '../registry/groups.ts';
import type { StackFrame } from '../registry/places.ts';
import type { Suspended, SuspendedGroup } from './suspended.ts';

/** A group for each way in which functions of one place are held; the way is the label `held by`. */
export function suspendedProfile({ total, groups }: Suspended): Profile {
  return { total, groups: groups.flatMap((group, index) => ways(group, frameOf(group, index))) };
}

function ways(group: SuspendedGroup, frame: StackFrame): Group[] {
  const told = group.heldBy.map(({ count, path }) => made(frame, count, { 'held by': path.join(' → ') }));
  const rest = group.count - group.heldBy.reduce((sum, { count }) => sum + count, 0);
  return rest > 0 ? [...told, made(frame, rest, {})] : told;
}

function made(frame: StackFrame, count: number, labels: Group['labels']): Group {
  return {
    count,
    labels,
    leaked: false,
    name: frame.name,
    frames: [frame],
    function: frame,
    createdBy: null,
    creatorCalledBy: null,
    wait: 'await',
    ms: 0,
    exemplars: [],
  };
}

/** Where the line of the await is not known, the function stands for it. */
function frameOf({ function: name, file, functionLine, line }: SuspendedGroup, index: number): StackFrame {
  const begin = functionLine ?? 0;
  const address = `0x${(0x1000001 + index * 16).toString(16)}`;
  return { name, file, line: line ?? begin, column: 0, functionLine: begin, address };
}
