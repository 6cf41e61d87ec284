/** Groups and places as the registry would give them. */
import type { Group, StackFrame } from 'taskscope';

let places = 0;

export function place(name: string, file: string, line: number): StackFrame {
  places++;
  return {
    name,
    file,
    line,
    column: 3,
    functionLine: line - 1,
    address: `0x${(0x1000001 + places * 16).toString(16)}`,
  };
}

export function group(fields: Partial<Group> & Pick<Group, 'frames'>): Group {
  const own = fields.frames.at(-1) ?? place('(none)', '/none', 1);
  return {
    count: 1,
    leaked: false,
    name: own.name,
    function: own,
    createdBy: null,
    creatorCalledBy: null,
    wait: 'await',
    ms: 0,
    labels: {},
    exemplars: [],
    ...fields,
  };
}
