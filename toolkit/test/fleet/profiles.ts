/** Profiles of instances that never were, in the binary form of the real ones. */
import { encodeProfile } from '../../src/profile/encode-profile.ts';
import type { Group } from '../../src/registry/groups.ts';
import type { StackFrame } from '../../src/registry/places.ts';

export interface Place {
  name: string;
  file: string;
  line: number;
  count: number;
  leaked?: boolean;
  wait?: Group['wait'];
  labels?: Group['labels'];
  createdBy?: Pick<StackFrame, 'name' | 'file' | 'line'>;
}

/** What an instance with these tasks answers. */
export function profileOf(places: readonly Place[]): Promise<Buffer> {
  const groups = places.map(groupOf);
  return encodeProfile({ total: groups.reduce((sum, { count }) => sum + count, 0), groups });
}

function groupOf(
  { name, file, line, count, leaked = false, wait = 'await', labels = {}, createdBy }: Place,
  index: number,
): Group {
  const frame: StackFrame = {
    name,
    file,
    line,
    column: 1,
    functionLine: line,
    address: `0x${(index + 1).toString(16)}1`,
  };
  return {
    count,
    leaked,
    name,
    frames: [frame],
    function: frame,
    createdBy: createdBy === undefined ? null : { ...frame, ...createdBy },
    creatorCalledBy: null,
    wait,
    ms: 0,
    labels,
    exemplars: [],
  };
}
