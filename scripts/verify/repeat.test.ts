/** The short form of `npm run verify repeat 20 load`: a few subjects, two repeats, all cores busy. */
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { readCourse } from '../course/course.ts';
import { isShort } from '../test/short.ts';
import { type Busy, keepCoresBusy } from './busy-cores.ts';
import { readRecorded } from './recorded.ts';
import { type Progress, repeat } from './repeat.ts';
import { changes, perLab } from './stability.ts';
import { subjectsOf } from './subjects.ts';

const root = join(import.meta.dirname, '../..');
/** A proof, a pass, and a leak that shows only where three answers come in one turn. */
const CHOSEN: { [lab: string]: string[] } = {
  '01-counting': ['solution'],
  '02-leaky-query': ['starter', 'wrong/done-flag-before-send'],
};
const SUBJECTS = 3;
const SEED = 4711;

let busy: Busy | undefined;
afterEach(() => busy?.end());

test.skipIf(isShort)(
  'two repeats with all cores busy: each subject is judged twice, with two seeds, and nothing changes',
  async () => {
    const subjects = readCourse(root)
      .flatMap((lab) => subjectsOf(root, lab))
      .filter(({ lab, name }) => CHOSEN[lab.name]?.includes(name));
    expect(subjects).toHaveLength(SUBJECTS);
    busy = await keepCoresBusy();
    const followed: Progress[] = [];
    const runs = await repeat(
      subjects,
      ({ lab }) => readRecorded(lab),
      { times: 2, seed: SEED },
      (_, progress) => followed.push(progress),
    );
    expect(changes(runs)).toEqual([]);
    expect(perLab(runs)).toMatchObject([
      { lab: '01-counting', subjects: 1, runs: 2 },
      { lab: '02-leaky-query', subjects: 2, runs: 4 },
    ]);
    expect(new Set(runs.map(({ seed }) => seed))).toEqual(new Set([SEED, SEED + 1]));
    expect(followed.at(-1)).toMatchObject({ repeat: 2, seed: SEED + 1, judged: SUBJECTS });
  },
);
