/** The text of a profile: what a person reads, and what the legacy parser of `go tool pprof` accepts. */
import { formatProfile } from 'taskscope';
import { formatDelta, profileDelta } from 'taskscope/profile';
import { describe, expect, test } from 'vitest';
import { group, place } from './groups.ts';

const sender = place('sender', '/app/server.ts', 31);
const query = place('query', '/app/server.ts', 20);
const handler = place('handler', '/app/server.ts', 12);

describe('formatProfile', () => {
  test('has the head, a record a group, and all else on `#` lines', () => {
    const groups = [
      group({
        count: 980,
        frames: [sender, query],
        createdBy: handler,
        wait: 'chan send',
        ms: 1234,
        labels: { route: '/query' },
      }),
      group({ count: 7, frames: [query], name: 'reader', wait: 'await', leaked: true }),
    ];
    expect(formatProfile({ total: 987, groups })).toBe(
      [
        'task profile: total 987',
        `980 @ ${sender.address} ${query.address}`,
        '# labels: {"route":"/query"}',
        '# wait: chan send, 1234 ms',
        `#\t${sender.address}\tsender+0x0 \t/app/server.ts:31`,
        `#\t${query.address}\tquery+0x0  \t/app/server.ts:20`,
        `# created by\t${handler.address}\thandler+0x0\t/app/server.ts:12`,
        '',
        `7 @ ${query.address}`,
        '# name: "reader"',
        '# wait: await (leaked)',
        `#\t${query.address}\tquery+0x0\t/app/server.ts:20`,
        '',
        '',
      ].join('\n'),
    );
  });

  test('of nothing is the head alone', () => {
    expect(formatProfile({ total: 0, groups: [] }, { name: 'goroutine' })).toBe('goroutine profile: total 0\n');
  });

  test('stays readable by pprof whatever a program calls its functions, files, names and labels', () => {
    const nasty = 'a "b"\n1 @ 0x1\r\u2028中文\u001b[31m\t\u202e';
    const place1 = place(nasty, `/tmp/${nasty}.ts`, 1);
    const text = formatProfile({
      total: 1,
      groups: [group({ frames: [place1], createdBy: place1, name: `${nasty} name`, labels: { [nasty]: nasty } })],
    });
    const [head = '', ...lines] = text.split('\n');
    // The two expressions of pprof's `legacy_profile.go`.
    expect(head).toMatch(/^(\S+) profile: total \d+$/);
    const records = lines.filter((line) => line.trim() !== '' && !line.startsWith('#'));
    expect(records).toEqual([`1 @ ${place1.address}`]);
    for (const line of records) expect(line).toMatch(/^(\d+) @(( 0x[0-9a-f]+)+)$/);
    expect(text).toContain('中文');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that there is none is what is proven.
    expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f\u2028\u202e]/);
    expect(text).toContain('# labels: {"a \\"b\\"\\n1 @ 0x1\\r\\u2028中文\\u001b[31m\\t\\u202e":');
  });
});

describe('formatDelta', () => {
  test('says which groups grew, by how much, and how fast; the largest growth first', () => {
    const before = {
      total: 15,
      groups: [group({ count: 10, frames: [sender] }), group({ count: 5, frames: [query] })],
    };
    const after = {
      total: 42,
      groups: [group({ count: 40, frames: [sender] }), group({ count: 2, frames: [handler] })],
    };
    const lines = formatDelta(profileDelta(before, after, 2), { name: 'goroutine' }).split('\n');
    expect(lines[0]).toBe('goroutine profile delta: +27 in 2.00 s, +13.50 a second, total 42');
    expect(lines.filter((line) => /^[+-]|^# now/.test(line))).toEqual([
      `+30 @ ${sender.address}`,
      '# now 40, +15.00 a second',
      `+2 @ ${handler.address}`,
      '# now 2, +1.00 a second',
      `-5 @ ${query.address}`,
      '# now 0, -2.50 a second',
    ]);
  });

  test('leaves out what did not change, and tells apart what only looks the same', () => {
    const labels = { tenant: 'a' };
    const before = {
      total: 6,
      groups: [group({ count: 3, frames: [sender], ms: 5 }), group({ count: 3, frames: [sender], labels })],
    };
    const after = {
      total: 7,
      groups: [
        group({ count: 3, frames: [sender], ms: 900 }),
        group({ count: 1, frames: [sender], labels }),
        group({ count: 2, frames: [sender], labels, leaked: true }),
        group({ count: 1, frames: [sender], wait: 'select' }),
      ],
    };
    const { groups, change } = profileDelta(before, after, 1);
    expect(change).toBe(1);
    expect(groups.map((each) => [each.change, each.count, each.leaked, each.wait])).toEqual([
      [2, 2, true, 'await'],
      [1, 1, false, 'select'],
      [-2, 1, false, 'await'],
    ]);
  });
});
