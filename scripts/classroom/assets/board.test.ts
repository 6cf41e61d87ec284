import { expect, test } from 'vitest';
import { EMPTY, factWords, shown, take } from './board.js';

const learner = (id: string, number: number, name: string, cells = {}) => ({ id, number, name, hand: null, cells });
function took(before: unknown, event: string, data: unknown) {
  const taken = take(before, event, data);
  if (taken === null) throw new Error('an update is missing');
  return taken;
}

const SUMMARY = { stuck: [{ learner: 'b' }], hands: ['c'] };
const SNAPSHOT = {
  now: 1,
  number: 7,
  course: [{ name: '01-counting' }],
  session: { code: 'ABC' },
  learners: [
    learner('b', 2, 'Bob', { '01-counting': { state: 'failing' } }),
    learner('a', 1, 'Ann'),
    learner('c', 3, 'Cy'),
  ],
  summary: SUMMARY,
};
const { board } = took(EMPTY, 'snapshot', SNAPSHOT);
const names = (show: string, name = '') => shown(board, { name, show }).map((each: { name: string }) => each.name);

test('a snapshot is the whole: all rows are old', () => {
  expect(took(EMPTY, 'snapshot', SNAPSHOT).changed).toBeNull();
  expect([...board.learners.keys()].sort()).toEqual(['a', 'b', 'c']);
});

test('an update changes what it names and leaves the rest; the board before stays as it was', () => {
  const learners = [learner('a', 1, 'Anna')];
  const update = { now: 2, after: 7, number: 8, learners, gone: ['c'] };
  const { board: after, changed } = took(board, 'update', update);
  expect([after.now, after.session.code, after.learners.get('a').name, after.learners.has('c')]).toEqual([
    2,
    'ABC',
    'Anna',
    false,
  ]);
  expect(changed).toEqual(['a', 'c']);
  expect([board.learners.get('a').name, board.learners.has('c')]).toEqual(['Ann', true]);
});

test('an update without learners makes no row old', () => {
  expect(took(board, 'update', { now: 3, after: 7, number: 7 }).changed).toEqual([]);
});

test('where an update is missing, only a snapshot helps; what a snapshot has already is passed over', () => {
  expect(take(board, 'update', { now: 3, after: 8, number: 9, gone: ['a'] })).toBeNull();
  expect(take(board, 'update', { now: 3, after: 9, number: 9 }), 'only time has passed since').toBeNull();
  expect(took(board, 'update', { now: 3, after: 5, number: 6, gone: ['a'] }).board.learners.has('a')).toBe(true);
});

test('learners are shown in the order of joining, by name and by what they need', () => {
  expect(names('all')).toEqual(['Ann', 'Bob', 'Cy']);
  expect(names('all', ' AN ')).toEqual(['Ann']);
  expect(names('failing')).toEqual(['Bob']);
  expect(names('stuck')).toEqual(['Bob']);
  expect(names('hands')).toEqual(['Cy']);
  expect(names('silent')).toEqual(['Ann', 'Cy']);
});

test('a fact is shown by its title, in the language of who looks; one that is not known as words', () => {
  const title = { en: 'the count is back', 'zh-CN': '`任务数`回落' };
  const course = [
    { name: '02-leaky-query', facts: { 'count-returns': title } },
    { name: '01-counting', facts: null },
  ];
  const shown = (lab: string, fact: string) => factWords(course, lab, fact, 'zh-CN');
  expect(shown('02-leaky-query', 'count-returns')).toBe('任务数回落');
  for (const lab of ['02-leaky-query', '01-counting', '09-none'])
    expect(shown(lab, 'other-routes')).toBe('other routes');
});
