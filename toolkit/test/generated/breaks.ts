/** Faults that are put into the toolkit on purpose, each of a kind that it once had: the generator has to find each. */
export interface Edit {
  /** In the sources of the toolkit. */
  file: string;
  /** Stands there once. */
  from: string;
  to: string;
}

export interface Break {
  name: string;
  edits: readonly Edit[];
  /** What is said of a program that shows it, among other things. */
  shows: RegExp;
}

const WRONGLY_JOINED = /is not awaited by/;
const NOT_JOINED = /who awaits .* is missing/;
const WRONG_PROOF = /\d+ told as leaked, \d+ lost/;
const NO_PROOF = /\d+ lost, \d+ told/;
const NO_TASK = /\d+ waiting, \d+ told/;
const WRONG_CREATOR = /created by (?!nobody).*, and not by/;
const NO_CREATOR = /created by nobody, and not by/;
const WRONG_REASON = /waits for .*, and not for/;
const DIFFERENT = /event \d+ is/;

const PATH = 'registry/call-path.ts';
const LEAKS = 'registry/leaks.ts';
const edit = (file: string, from: string, to: string): Edit => ({ file, from, to });
const one = (name: string, shows: RegExp, file: string, from: string, to: string): Break => ({
  name,
  edits: [edit(file, from, to)],
  shows,
});

/** The frame that came back suspended last is taken for the call that is awaited. */
const LAST_IS_AWAITED = edit(
  PATH,
  'if ((state & DIRECT) !== 0) record.parent.child = record;',
  'record.parent.child = record;',
);

/** Which call is awaited. */
export const JOINS: readonly Break[] = [
  { name: 'the call that came back last is the awaited one', edits: [LAST_IS_AWAITED], shows: WRONGLY_JOINED },
  {
    name: 'who awaits a variable awaits the call that came back last',
    edits: [
      LAST_IS_AWAITED,
      edit(
        'transform/suspension-rules.ts',
        'const calls = valueCalls(node.argument).length > 0;',
        'const calls = true;',
      ),
    ],
    shows: WRONGLY_JOINED,
  },
  {
    name: 'who awaits `Promise.all` awaits the last of its calls',
    edits: [
      LAST_IS_AWAITED,
      edit(PATH, 'token.record.at = -call;\n  token.record.child = null;', 'token.record.at = -call;'),
    ],
    shows: WRONGLY_JOINED,
  },
  one(
    'what a package or an emitter calls back is the awaited call',
    WRONGLY_JOINED,
    'registry/direct.ts',
    'if (!isTransformed(script)) return false;',
    'if (!isTransformed(script)) continue;',
  ),
  one(
    'whoever begins first is the awaited call',
    WRONGLY_JOINED,
    'registry/direct.ts',
    'const call = awaited >> PASSED_BITS;\n  const key',
    'return true;\n  const call = awaited >> PASSED_BITS;\n  const key',
  ),
  one(
    'a call that is awaited is never joined',
    NOT_JOINED,
    PATH,
    '  if (record.child !== null) join(record, record.child);\n',
    '',
  ),
];

/** What a proof says. The joins are exact, so the fold has nothing to part unless one of them is wrong. */
export const PROOFS: readonly Break[] = [
  {
    name: 'a call that lives is told in the stack of its lost caller',
    edits: [LAST_IS_AWAITED, edit(LEAKS, '!frames.every((frame) => lost.has(frame))', '!lost.has(task)')],
    shows: WRONG_PROOF,
  },
  {
    name: 'a lost call is told in the stack of its caller that lives',
    edits: [LAST_IS_AWAITED, edit(LEAKS, '!frames.every((frame) => lost.has(frame))', '!lost.has(frames.at(-1))')],
    shows: WRONG_PROOF,
  },
  {
    name: 'a lost call whose caller lives is not told',
    edits: [LAST_IS_AWAITED, edit(LEAKS, '      ...(caller !== null && !lost.has(caller) ? [caller] : []),\n', '')],
    shows: NO_PROOF,
  },
  {
    name: 'a lost frame whose call lives is not told',
    edits: [LAST_IS_AWAITED, edit(LEAKS, '      ...(child !== null && !lost.has(child) ? [record] : []),\n', '')],
    shows: NO_PROOF,
  },
  one(
    'the count falls by a collection',
    /the count is \d+ before a collection, and \d+ after it/,
    LEAKS,
    'return liveTaskCount() + leaked;',
    'return liveTaskCount();',
  ),
  one(
    'a leak that is folded stays in the count',
    /the count is \d+ before a collection, and \d+ after it/,
    PATH,
    'export function release(record: Record): void {\n  live--;',
    'export function release(record: Record): void {',
  ),
];

/** What the registry keeps of the program's own. */
export const HOLDS: readonly Break[] = [
  one(
    'a free token keeps a promise that was not returned after all',
    NO_PROOF,
    PATH,
    '  token.promise = null;\n  record.state &= ~(HELD | RETURNS | WAITS);',
    '  record.state &= ~(HELD | RETURNS | WAITS);',
  ),
];

/** What a frame returns, and what the program sees of it. */
export const RETURNS: readonly Break[] = [
  one(
    'who returns a promise is no task',
    NO_TASK,
    PATH,
    '    blocked(record, at, value);\n    return value;',
    '    return value;',
  ),
  one(
    'who returns a promise from a `try` with a `finally` is no task',
    NO_TASK,
    PATH,
    '  record.state = (record.state & ~WAITS) | returned.state;\n',
    '',
  ),
  one(
    'a promise that is returned is awaited first',
    DIFFERENT,
    PATH,
    '    blocked(record, at, value);\n    return value;',
    '    blocked(record, at, value);\n    return value.then((x) => x);',
  ),
  one(
    'a thenable is called twice',
    DIFFERENT,
    'registry/returned.ts',
    '      return Reflect.apply(then, thenable,',
    '      Reflect.apply(then, thenable, [() => {}, () => {}]);\n      return Reflect.apply(then, thenable,',
  ),
  one(
    'the `then` of a thenable is read twice',
    DIFFERENT,
    'registry/returned.ts',
    "      const method: unknown = Reflect.get(thenable, 'then');",
    "      Reflect.get(thenable, 'then');\n      const method: unknown = Reflect.get(thenable, 'then');",
  ),
  one(
    'whether it is a thenable is found out by its getter',
    DIFFERENT,
    'registry/returned.ts',
    'if (then !== undefined) return',
    "if (then !== undefined) Reflect.get(value, 'then');\n    if (then !== undefined) return",
  ),
];

/** Who started it, where, and what it waits for. */
export const PLACES: readonly Break[] = [
  one(
    'created by the head of the function that called it',
    WRONG_CREATOR,
    PATH,
    'record.createdAt = at < 0 ? -at : at;',
    'record.createdAt = caller.site;',
  ),
  one(
    'created at the line of a statement before',
    WRONG_CREATOR,
    'transform/call-rules.ts',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it stands so in the source.
    '  pass.insertions.open(position, `${STORE};`, callSite(pass, frame, offset));\n',
    '',
  ),
  one(
    'what the event loop resumes goes back to who started it',
    WRONG_CREATOR,
    PATH,
    '    current = ROOT;\n    return;',
    '    current = record.parent;\n    return;',
  ),
  one(
    'a `catch` does not see that the frame goes on',
    NO_CREATOR,
    PATH,
    '  record.state &= ~CALLED;\n  current = record;\n}',
    '}',
  ),
  one(
    'who was signalled still waits for the condition',
    WRONG_REASON,
    'condition.ts',
    '      registry.changeWait(waiter, LOCK);\n',
    '',
  ),
  one('a wait has no reason', WRONG_REASON, PATH, 'const reason = noted ? waitReason : 0;', 'const reason = 0;'),
  one(
    'a method is called without its class',
    /is called/,
    'transform/function-name.ts',
    "parent.type === 'Property' || className === null ? key",
    'true ? key',
  ),
];

export const BREAKS: readonly Break[] = [...JOINS, ...PROOFS, ...HOLDS, ...RETURNS, ...PLACES];
