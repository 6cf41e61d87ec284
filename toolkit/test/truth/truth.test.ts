/**
 * What taskscope says of tasks is true: every lost one is proven, at its exact `await`; none that can still go on is blamed,
 * and each of those does go on. On every supported Node, with the packed package.
 */
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Group } from 'taskscope';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NODES } from '../nodes.ts';
import { installPacked, type Project } from '../packed.ts';

const TIMES = 20;
const source = readFileSync(join(import.meta.dirname, 'programs', 'lost.mjs'), 'utf8').split('\n');
const lineOf = (comment: string): number => source.findIndex((text) => text.includes(comment)) + 1;

let project: Project;
beforeAll(() => {
  project = installPacked();
  cpSync(join(import.meta.dirname, 'programs'), join(project.folder, 'programs'), { recursive: true });
});
afterAll(() => project.remove());

async function run(node: string, program: string, ...words: string[]): Promise<unknown> {
  const outcome = await project.run(node, ['--import=taskscope/register', `programs/${program}`, ...words]);
  expect(outcome.status, outcome.errors).toBe(0);
  return JSON.parse(outcome.output);
}

interface Lost {
  lost: number;
  before: number;
  after: number;
  leaked: number;
  live: { name: string; wait: string }[];
  groups: Group[];
  finished: number;
  end: number;
}

/** The comment on the line of each lost `await`, and what it waits for. */
const EXPECTED: [comment: string, wait: string][] = [
  ['/* lost sender */', 'chan send'],
  ['// lost tail sender', 'chan send'],
  ['/* lost receiver */', 'chan receive'],
  ['/* lost reader */', 'chan receive'],
  ['/* own sender */', 'await'],
  ['/* own receiver */', 'await'],
  ['/* own take */', 'await'],
  ['/* bare promise */', 'await'],
  ['/* bare tail */', 'await'],
  ['/* in a catch */', 'await'],
  ['/* in a finally */', 'await'],
  ['/* chain leaf */', 'chan receive'],
  ['/* tail leaf */', 'chan send'],
  ['/* loser of a wrapper */', 'await'],
];

describe.each(NODES)('on Node $major', ({ path }) => {
  const node = path ?? '';
  describe.skipIf(path === null)('the truth about tasks', () => {
    test('all that are lost are proven, where they wait; nothing else is, and it still finishes', async () => {
      const { lost, before, after, leaked, live, groups, finished, end } = (await run(node, 'lost.mjs')) as Lost;
      expect(lost).toBe(EXPECTED.length * TIMES);
      expect(leaked).toBe(lost);
      const proven = groups.filter((group) => group.leaked);
      expect(
        proven
          .map(({ count, wait, frames }) => [frames[0]?.line, wait, count])
          .sort(([a], [b]) => Number(a) - Number(b)),
      ).toEqual(
        EXPECTED.map(([comment, wait]) => [lineOf(comment), wait, TIMES]).sort(([a], [b]) => Number(a) - Number(b)),
      );
      // The count falls only by tasks that finish, never by a collection.
      expect(before).toBe(lost + 9);
      expect(after).toBe(before);
      expect(live.map(({ name }) => name).sort()).toEqual(
        ['combined', 'emitter', 'held', 'parent', 'queued', 'signal', 'socket', 'timer', 'unrefTimer'].sort(),
      );
      expect(finished).toBe(50 + 10);
      expect(end).toBe(lost);
    });

    test('a lost chain is shown whole, from the innermost await out', async () => {
      const { groups } = (await run(node, 'lost.mjs')) as Lost;
      const chain = groups.find(({ name }) => name === 'chainTop');
      expect(chain?.frames.map(({ name, line }) => [name, line])).toEqual([
        ['chainLeaf', lineOf('/* chain leaf */')],
        ['chainMiddle', lineOf('/* chain middle */')],
        ['chainTop', lineOf('/* chain top */')],
      ]);
      expect(chain?.createdBy?.name).toBe('losing');
      const text = source[lineOf('/* chain leaf */') - 1] ?? '';
      expect(chain?.frames[0]?.column).toBe(text.indexOf('await') + 1);
    });

    test('who started a task is right, or not known, never wrong', async () => {
      const { counts, stack, end } = (await run(node, 'parents.mjs')) as {
        counts: object;
        stack: string[];
        end: number;
      };
      expect(counts).toEqual({
        all: 2,
        afterAwait: 1,
        emits: 1,
        catches: 1,
        finallyStarts: 1,
        loops: 1,
        afterLoop: 1,
        '(root)': 4,
      });
      expect(stack).toEqual([expect.stringMatching(/^child:/), expect.stringMatching(/^joined:/)]);
      expect(end).toBe(0);
    });

    test('many leaks cost what their groups cost, and a peak is given back', async () => {
      const count = Number(process.env['TASKSCOPE_LEAKS'] ?? 100_000);
      const result = (await run(node, 'million.mjs', String(count))) as {
        grown: number;
        count: number;
        leaked: number;
        groups: number;
        peak: number;
        usage: { records: number; pooled: number; frames: number };
      };
      expect(result.leaked).toBe(count + 1000);
      expect(result.count).toBe(count + 1000);
      expect(result.groups).toBe(1);
      expect(result.peak).toBe(count + 1000 + 50_000);
      expect(result.usage.records).toBeLessThan(40_000);
      expect(result.grown).toBeLessThan(10);
    });
  });
});
