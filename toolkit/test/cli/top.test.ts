import { describe, expect, test } from 'vitest';
import { renderTop } from '../../src/cli/top/screen.ts';
import { advance, type Event, START, type State } from '../../src/cli/top/state.ts';
import type { Statistics } from '../../src/protocol/statistics.ts';
import type { Group } from '../../src/registry/groups.ts';

const statistics: Statistics = {
  pid: 1,
  nodeVersion: 'v26.10.0',
  script: 'app.js',
  clusterWorker: null,
  tracking: { tracking: true, reason: null, files: 1, skipped: [], notTrackable: 0 },
  tasks: 0,
  leaked: 0,
  threads: 7,
  workers: 0,
  workerThreads: [],
  missingThreads: [],
  allThreads: { tasks: 0, leaked: 0 },
  processors: 2,
  loopDelay: 0.1,
  loopUtilization: 0.25,
  uptime: 12,
};

function group(name: string, count: number, more: Partial<Group> = {}): Group {
  const frame = {
    name,
    file: `/a/rather/long/path/to/the/folder/of/the/service/${name}.ts`,
    line: 3,
    column: 5,
    functionLine: 1,
    address: '0x11',
  };
  return {
    count,
    leaked: false,
    name,
    frames: [frame],
    function: frame,
    createdBy: null,
    creatorCalledBy: null,
    wait: 'await',
    ms: 10,
    labels: {},
    exemplars: [],
    ...more,
  };
}

function read(tasks: number, seconds: number, ...groups: Group[]): Event {
  return {
    kind: 'read',
    statistics: { ...statistics, tasks, allThreads: { tasks, leaked: 0 } },
    profile: { total: tasks, groups },
    seconds,
  };
}

const stateAfter = (...events: Event[]): State => events.reduce(advance, START);
const names = ({ rows }: State): string[] => rows.map(({ name }) => name);
const key = (name: 'up' | 'down' | 'sort' | 'freeze' | 'open' | 'back'): Event => ({ kind: 'key', key: name });

describe('the state', () => {
  test('growth is what changed since the reading before, a second; the first reading has none', () => {
    const first = stateAfter(read(10, 0, group('a', 10)));
    expect([first.growth, first.rows[0]?.growth]).toEqual([0, 0]);
    const second = advance(first, read(16, 2, group('a', 12), group('b', 4)));
    expect([second.growth, second.rows.map(({ growth }) => growth)]).toEqual([3, [1, 2]]);
  });

  test('is sorted by count, growth or the longest wait; the selected group stays selected', () => {
    const readings = [
      read(12, 0, group('large', 9), group('slow', 2, { ms: 900 }), group('new', 1)),
      read(16, 1, group('large', 9), group('slow', 2, { ms: 1900 }), group('new', 5)),
    ];
    const state = stateAfter(...readings, key('down'));
    expect([names(state), names(state)[state.selected]]).toEqual([['large', 'new', 'slow'], 'new']);
    const grown = advance(state, key('sort'));
    expect([names(grown)[0], names(grown)[grown.selected]]).toEqual(['new', 'new']);
    const waited = advance(grown, key('sort'));
    expect([names(waited)[0], names(waited)[waited.selected]]).toEqual(['slow', 'new']);
    expect(advance(waited, key('sort')).order).toBe('count');
  });

  test('frozen, it takes no reading, but keys', () => {
    const frozen = stateAfter(read(1, 0, group('a', 1)), key('freeze'));
    expect(advance(frozen, read(5, 1, group('a', 5)))).toBe(frozen);
    expect(advance(advance(frozen, key('freeze')), read(5, 1, group('a', 5))).rows[0]?.count).toBe(5);
  });

  test('the selection stays among the rows, and an open stack closes with the last of them', () => {
    const state = stateAfter(read(2, 0, group('a', 1), group('b', 1)), key('down'), key('down'), key('open'));
    expect([state.selected, state.open]).toEqual([1, true]);
    const gone = advance(state, read(0, 1));
    expect([gone.selected, gone.open]).toEqual([0, false]);
    expect(advance(gone, key('open')).open).toBe(false);
  });
});

describe('the screen', () => {
  const many = Array.from({ length: 50 }, (_, index) => group(`task${index}`, 100 - index));

  test.each([
    [80, 24],
    [40, 10],
  ])('fits in %i columns and %i rows', (columns, rows) => {
    const screens = [START, stateAfter(read(99, 0, ...many)), stateAfter(read(99, 0, ...many), key('open'))];
    for (const state of screens) {
      const lines = renderTop(state, '4711', { columns, rows }).split('\n');
      expect(lines).toHaveLength(rows);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
    }
  });

  test('says the whole of why there is no newer reading, at the cost of some groups', () => {
    const message = 'Process `4711` does not answer, for it is busy: a loop that never awaits. Look at it.';
    const state = stateAfter(read(99, 0, ...many), { kind: 'problem', message });
    const lines = renderTop(state, '4711', { columns: 40, rows: 10 }).split('\n');
    expect(lines).toHaveLength(10);
    expect(lines.slice(-4, -1).join(' ')).toBe(`! ${message}`);
  });

  test('shows the selected group wherever it is', () => {
    const state = stateAfter(read(99, 0, ...many), ...Array.from({ length: 49 }, () => key('down')));
    expect(renderTop(state, '4711', { columns: 80, rows: 24 })).toMatch(/^> +51 .*task49/m);
  });

  test('says what is leaked, what is frozen, and why there is no newer reading', () => {
    const state = stateAfter(read(3, 0, group('lost', 3, { leaked: true, wait: 'chan send' })), key('freeze'), {
      kind: 'problem',
      message: 'Process `4711` is stopped.',
    });
    const screen = renderTop(state, '4711', { columns: 80, rows: 24 });
    expect(screen).toMatch(/^> +3 +0\.0 +for ever {2}chan send \(leaked\)/m);
    expect(screen).toContain('FROZEN');
    expect(screen).toContain('! Process `4711` is stopped.');
  });
});
