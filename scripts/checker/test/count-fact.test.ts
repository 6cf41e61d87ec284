import type { Group } from 'taskscope';
import { describe, expect, test } from 'vitest';
import { countFinding, thin } from '../count-fact.ts';
import { ownTasks } from '../count-route-fact.ts';
import { isPlateau, mayBePlateau } from '../probe/plateau.ts';

const PATIENCE = 3000;

function group(rest: Partial<Group>): Group {
  const frame = { name: 'sender', file: '/lab/server.ts', line: 20, column: 5, functionLine: 18, address: '0x1' };
  return {
    count: 30,
    leaked: true,
    name: 'sender',
    frames: [frame],
    function: { ...frame, line: 18 },
    createdBy: null,
    creatorCalledBy: null,
    wait: 'chan send',
    ms: 3140,
    labels: {},
    exemplars: [],
    ...rest,
  };
}

describe('the count after a load', () => {
  test.for(['settled', 'plateau'] as const)('holds where it %s', (outcome) => {
    expect(countFinding({ outcome, count: 4, groups: [group({})] }, 1, PATIENCE)).toBeNull();
  });

  test('tells of the largest group: how many, where, what they wait for, and that it is proven', () => {
    const groups = [group({}), group({ count: 2, wait: 'await' })];
    expect(countFinding({ outcome: 'leaked', count: 33, groups }, 1, PATIENCE)).toMatchObject({
      expected: 1,
      actual: 33,
      where: '/lab/server.ts:20',
      help: expect.stringMatching(
        /^30 tasks wait to send, and nobody receives\. Proven: nothing refers to them .* Who receives from this channel/,
      ),
    });
  });

  test('without a proof, tells how long the tasks had', () => {
    const groups = [group({ leaked: false, wait: 'await' })];
    const { help } = countFinding({ outcome: 'stuck', count: 31, groups }, 1, PATIENCE) ?? {};
    expect(help).toMatch(
      /^30 tasks wait for a promise, .* Not proven: .* waited for 3\.1 s, .* within 3 s of the load/,
    );
  });

  test('of one task it speaks in the singular', () => {
    const one = (wait: Group['wait']): string | undefined =>
      countFinding({ outcome: 'leaked', count: 2, groups: [group({ count: 1, wait })] }, 1, PATIENCE)?.help;
    expect(one('chan receive')).toMatch(/^1 task waits to receive/);
    expect(one('select')).toMatch(/^1 task waits for a promise/);
    expect(one('running')).toMatch(/^1 task runs without end/);
  });

  test('where no group is known, it says that instead of a place', () => {
    expect(countFinding({ outcome: 'stuck', count: 2, groups: [] }, 1, PATIENCE)).toMatchObject({
      help: expect.stringMatching(/can't be tracked/),
    });
  });

  test('where the lab teaches to find the line, names none, and says what shows it', () => {
    const found = countFinding({ outcome: 'leaked', count: 31, groups: [group({})] }, 1, PATIENCE, 'Ask `/_tasks`.');
    expect(found).toMatchObject({ help: expect.stringMatching(/^30 tasks wait to send.* Where\? Ask `\/_tasks`\.$/) });
    expect(JSON.stringify(found)).not.toContain('server.ts');
  });

  test.for(['running', 'chan send', 'chan receive', 'await', 'select', 'mutex lock'] as const)(
    'names no cure, for those who wait for %s',
    (wait) => {
      for (const leaked of [true, false]) {
        const { help } =
          countFinding({ outcome: 'leaked', count: 31, groups: [group({ wait, leaked })] }, 1, PATIENCE) ?? {};
        expect(help).toMatch(/\?$/);
        expect(help).not.toMatch(/signal|room|close|drain|abort|capacity/i);
      }
    },
  );
});

describe('a plateau', () => {
  test.for([
    [1, 0, true],
    [60, 0, true],
    [60, 15, true],
    [60, 16, false],
    [3, 0, true],
    [1, 1, false],
    [3, 1, false],
    [3, 3, false],
    [200, 200, false],
    [0, 0, false],
    [0, 5, false],
  ] as const)('%i tasks stay, and %i of the same load again: %s', ([kept, added, expected]) => {
    expect(isPlateau(kept, added)).toBe(expected);
  });
});

describe('one load more', () => {
  test.for([
    ['a pool that grew once more', 50, 14, true],
    ['a leak that leaves as many again', 50, 50, false],
    ['nearly as many', 40, 30, false],
    ['few, where chance may say anything', 19, 5, false],
  ] as const)('of %s (%i, then %i) could tell: %s', ([, kept, added, expected]) => {
    expect(mayBePlateau(kept, added)).toBe(expected);
  });
});

describe('what `/_count` may tell', () => {
  test.for([
    ['5', 5, 0],
    ['5\n', 5, 0],
    ['6', 5, 1],
    ['9', 5, 4],
    ['10', 5, null],
    ['4', 5, null],
    ['five', 5, null],
    ['5 tasks', 5, null],
    ['{"count":5}', 5, null],
    ['', 0, null],
    ['-1', 0, null],
  ] as const)('%j with %i tasks: %s of its own', ([body, count, expected]) => {
    expect(ownTasks(body, count)).toBe(expected);
  });
});

describe('samples', () => {
  const samples = (length: number): [number, number][] => Array.from({ length }, (_, index) => [index, index]);

  test('are kept as they are, up to a hundred', () => {
    expect(thin(samples(100))).toEqual(samples(100));
    expect(thin([])).toEqual([]);
  });

  test.for([101, 250, 2000])('of %i at most a hundred and one stay, the first and the last among them', (length) => {
    const kept = thin(samples(length));
    expect(kept.length).toBeLessThanOrEqual(101);
    expect([kept[0], kept.at(-1)]).toEqual([
      [0, 0],
      [length - 1, length - 1],
    ]);
  });
});
