/** Faults that are put into the toolkit on purpose, each of a kind that it once had: the generator has to find each. */
export interface Break {
  name: string;
  /** In the sources of the toolkit; what is replaced stands there once. */
  edits: { file: string; from: string; to: string }[];
}

const PATH = 'registry/call-path.ts';
const edit = (name: string, file: string, from: string, to: string): Break => ({ name, edits: [{ file, from, to }] });

export const BREAKS: readonly Break[] = [
  edit(
    'who returns a promise from a `try` is no task',
    PATH,
    '  record.state = (record.state & ~WAITS) | returned.state;\n',
    '',
  ),
  edit(
    'who returns a promise is no task',
    PATH,
    '    blocked(record, at, value);\n    return value;',
    '    return value;',
  ),
  edit(
    'a promise that is returned is awaited first',
    PATH,
    '    token.promise = value;\n    blocked(record, at, value);\n    return value;',
    '    token.promise = value;\n    blocked(record, at, value);\n    return value.then((x) => x);',
  ),
  edit(
    'who was created by whom called it first',
    PATH,
    '  record.creatorAt = caller.createdAt;',
    '  record.createdAt = caller.createdAt;',
  ),
  edit(
    'a frame that the event loop resumes is called by who started it',
    PATH,
    '    current = ROOT;\n    return;',
    '    current = record.parent;\n    return;',
  ),
];
