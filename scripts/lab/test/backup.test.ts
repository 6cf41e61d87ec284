/** Whatever a learner does with `reset` and `restore`, in whatever order: each text of theirs is still somewhere. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Lab, readCourse } from '../../course/course.ts';
import { reset, restore } from '../../practice/backup.ts';
import { TestCourse } from './course.ts';

const SERVER = 'labs/01-first/server.ts';
const BACKUPS = '.leaklab/backups/01-first';
let course: TestCourse;
let lab: Lab;
let time: number;

beforeEach(() => {
  course = new TestCourse();
  [lab = lab] = readCourse(course.root);
  time = Date.UTC(2026, 0);
});
afterEach(() => {
  course.close();
});

const later = (): Date => {
  time += 1000;
  return new Date(time);
};
const kept = (): string[] => course.list(BACKUPS).map((folder) => course.read(`${BACKUPS}/${folder}/server.ts`));

test('reset goes back to the start, restore to what was there', () => {
  course.write(SERVER, 'mine');
  const backup = reset(course.root, lab, later());
  expect(course.read(SERVER)).toBe('fail\n');
  expect(restore(course.root, lab, later())).toBe(backup);
  expect(course.read(SERVER)).toBe('mine');
});

test('a second reset does not bury what the first one kept', () => {
  course.write(SERVER, 'mine');
  reset(course.root, lab, later());
  expect(reset(course.root, lab, later())).toBeNull();
  restore(course.root, lab, later());
  expect(course.read(SERVER)).toBe('mine');
});

test('restore twice is back where it began', () => {
  course.write(SERVER, 'first');
  reset(course.root, lab, later());
  course.write(SERVER, 'second');
  restore(course.root, lab, later());
  expect(course.read(SERVER)).toBe('first');
  restore(course.root, lab, later());
  expect(course.read(SERVER)).toBe('second');
  expect(kept().sort()).toEqual(['first', 'second']);
});

test('a file that was deleted comes back, and its other backups stay', () => {
  course.write(SERVER, 'mine');
  reset(course.root, lab, later());
  course.remove(SERVER);
  reset(course.root, lab, later());
  expect(course.read(SERVER)).toBe('fail\n');
  expect(kept()).toEqual(['mine']);
});

test('two resets in one millisecond keep both', () => {
  const now = later();
  for (const text of ['one', 'two']) {
    course.write(SERVER, text);
    reset(course.root, lab, now);
  }
  expect(kept().sort()).toEqual(['one', 'two']);
});

test('nothing to restore changes nothing', () => {
  course.write(SERVER, 'mine');
  expect(restore(course.root, lab, later())).toBeNull();
  expect(course.read(SERVER)).toBe('mine');
});
