import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCourse } from '../course/course.ts';
import { labsInTurn, oneOfEachKind, type Subject } from './subjects.ts';

const [lab, other] = readCourse(join(import.meta.dirname, '../..'));

if (lab === undefined || other === undefined) throw new Error('the course has labs');
const subject = (name: string, fact: string | null, of = lab): Subject => ({ lab: of, name, folder: '', fact });

test('one of each kind: of the other right fixes of a lab, and of its wrong ones', () => {
  const kept = [
    subject('starter', 'count'),
    subject('solution', null),
    subject('alternatives/a', null),
    subject('wrong/a', 'count'),
    subject('wrong/a', 'count', other),
  ];
  const [starter, solution, ...rest] = kept;
  if (starter === undefined || solution === undefined) throw new Error('they are above');
  const more = [subject('alternatives/b', null), subject('wrong/b', 'resources')];
  expect(oneOfEachKind([starter, solution, ...rest, ...more])).toEqual(kept);
});

test('labs take turns, each in its own order, and none of their subjects is lost', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((name) => subject(name, null));
  const x = subject('x', null, other);
  if (a === undefined || b === undefined || c === undefined) throw new Error('they are above');
  expect(labsInTurn([a, b, c, x])).toEqual([a, x, b, c]);
  expect(labsInTurn([])).toEqual([]);
});
