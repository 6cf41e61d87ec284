import { expect, test } from 'vitest';
import { EMPTY, factWords, shown, take } from './board.js';

const learner = (id: string, number: number, name: string, cells = {}) => ({ id, number, name, hand: null, cells });
const SUMMARY = { stuck: [{ learner: 'b' }], hands: ['c'] };
const SNAPSHOT = {
  now: 1,
  course: [{ name: '01-counting' }],
  session: { code: 'ABC' },
  learners: [
    learner('b', 2, 'Bob', { '01-counting': { state: 'failing' } }),
    learner('a', 1, 'Ann'),
    learner('c', 3, 'Cy'),
  ],
  summary: SUMMARY,
};
const { board } = take(EMPTY, 'snapshot', SNAPSHOT);
const names = (show: string, name = '') => shown(board, { name, show }).map((each: { name: string }) => each.name);

test('a snapshot is the whole: all rows are old', () => {
  expect(take(EMPTY, 'snapshot', SNAPSHOT).changed).toBeNull();
  expect([...board.learners.keys()].sort()).toEqual(['a', 'b', 'c']);
});

test('an update changes what it names and leaves the rest; the board before stays as it was', () => {
  const { board: after, changed } = take(board, 'update', { now: 2, learners: [learner('a', 1, 'Anna')], gone: ['c'] });
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
  expect(take(board, 'update', { now: 3 }).changed).toEqual([]);
});

test('learners are shown in the order of joining, by name and by what they need', () => {
  expect(names('all')).toEqual(['Ann', 'Bob', 'Cy']);
  expect(names('all', ' AN ')).toEqual(['Ann']);
  expect(names('failing')).toEqual(['Bob']);
  expect(names('stuck')).toEqual(['Bob']);
  expect(names('hands')).toEqual(['Cy']);
});

test('a fact is shown as words', () => {
  expect(factWords('count-returns-to-baseline')).toBe('count returns to baseline');
});
