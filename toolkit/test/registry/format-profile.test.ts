/** The text of a profile: tools that read Go's read it line by line, so each line is exactly what they expect. */
import { formatProfile, type Group, type StackFrame } from 'taskscope';
import { expect, test } from 'vitest';

const frame = (name: string, line: number, address: string): StackFrame => ({
  name,
  file: '/src/app.ts',
  line,
  column: 3,
  address,
});
const send = frame('send', 13, '0x10000d1');
const handler = frame('Service.handler', 21, '0x10000f1');
const group = (changes: Partial<Group>): Group => ({
  count: 1,
  leaked: false,
  name: 'send',
  frames: [send],
  function: send,
  createdBy: null,
  wait: 'await',
  ms: 0,
  labels: {},
  ...changes,
});

test('an empty one is its head', () => {
  expect(formatProfile({ total: 0, groups: [] })).toBe('task profile: total 0\n');
});

test('a group is a record line, then lines with `#`, then an empty line', () => {
  const groups = [
    group({ count: 30, leaked: true, wait: 'chan send', frames: [send, handler], createdBy: handler }),
    group({ count: 2, wait: 'select', ms: 1500, name: 'reader', labels: { route: '/query', 'a "b"': 'c\nd' } }),
    group({ wait: 'running' }),
  ];
  expect(formatProfile({ total: 33, groups })).toBe(`task profile: total 33
30 @ 0x10000d1 0x10000f1
# wait: chan send (leaked)
#\t0x10000d1\tsend+0x0           \t/src/app.ts:13
#\t0x10000f1\tService.handler+0x0\t/src/app.ts:21
# created by\t0x10000f1\tService.handler+0x0\t/src/app.ts:21

2 @ 0x10000d1
# name: reader
# labels: {"route":"/query", "a \\"b\\"":"c\\nd"}
# wait: select, 1500 ms
#\t0x10000d1\tsend+0x0\t/src/app.ts:13

1 @ 0x10000d1
# wait: running
#\t0x10000d1\tsend+0x0\t/src/app.ts:13

`);
});

test('each line is the head, a record, a comment or empty, whatever the program calls its functions', () => {
  const odd = { ...frame('evil\n99 @ 0x1\u001b[2J', 1, '0x1000011'), file: '/src/new\nline.ts' };
  const text = formatProfile({ total: 7, groups: [group({ count: 7, name: '1 @ 0x2\n3 @ 0x4', frames: [odd] })] });
  const [head, ...lines] = text.split('\n');
  expect(head).toBe('task profile: total 7');
  expect(lines.filter((line) => !/^(\d+ @( 0x[0-9a-f]+)+|#.*|)$/.test(line))).toEqual([]);
  expect(lines.filter((line) => /^\d/.test(line))).toEqual(['7 @ 0x1000011']);
  expect(text).not.toContain('\u001b');
});

test('the leaks beyond the bound have a record of their own', () => {
  const other = group({
    count: 5,
    leaked: true,
    name: '(other)',
    frames: [],
    function: { ...send, name: '(unknown)' },
  });
  expect(formatProfile({ total: 5, groups: [other] })).toBe(
    'task profile: total 5\n5 @ 0x1\n# name: (other)\n# wait: await (leaked)\n\n',
  );
});
