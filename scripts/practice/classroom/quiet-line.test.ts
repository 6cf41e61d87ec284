import { expect, test } from 'vitest';
import type { Room } from '../../classroom/protocol/learner.ts';
import { quietLine } from './quiet-line.ts';

const ROOM: Room = {
  name: 'Ada',
  paused: false,
  ended: false,
  openLab: null,
  timer: null,
  line: null,
  released: [],
  hand: 'down',
};
const line = (room: Partial<Room>, ageMs = 0, trouble: string | null = null): string | null =>
  quietLine({ room: { ...ROOM, ...room }, ageMs, trouble, hand: room.hand ?? 'down', released: room.released ?? [] });

test('where there is nothing to say, there is no line', () => {
  expect(line({})).toBeNull();
  expect(quietLine({ room: null, ageMs: 0, trouble: null, hand: 'down', released: [] })).toBeNull();
});

test('the time goes on between two words of the classroom, but not in a break', () => {
  const timer = { label: 'Lab 2', leftMs: 10 * 60_000, paused: false };
  expect(line({ timer })).toBe('Classroom: Lab 2: 10 min left');
  expect(line({ timer }, 9.5 * 60_000)).toBe('Classroom: Lab 2: 1 min left');
  expect(line({ timer }, 10 * 60_000)).toBe('Classroom: Lab 2: time is up');
  expect(line({ timer: { ...timer, paused: true }, paused: true }, 60 * 60_000)).toBe(
    'Classroom: Lab 2: 10 min left · break',
  );
});

test('where the room is', () => {
  expect(line({ openLab: '03-load-testing' })).toBe('Classroom: the room is at lab 3');
});

test('an end leaves nothing else to read, and says how to go on', () => {
  const ended = line({
    ended: true,
    line: { number: 1, text: 'Look here' },
    timer: { label: '', leftMs: 60_000, paused: false },
    openLab: '03-load-testing',
    hand: 'coming',
    released: ['03-load-testing'],
  });
  expect(ended).toMatch(/^Classroom: the session has ended; thank you\. .*npm run lab join ADDRESS CODE NAME$/);
});

test('a release is said', () => {
  expect(line({ released: ['02-leaky-query'] })).toBe('Classroom: the solution of lab 2 is released');
});

test('a word of the instructor stands first, trouble last', () => {
  const said = line({ line: { number: 1, text: 'Look here' }, hand: 'coming' }, 0, 'it is busy');
  expect(said).toBe('Classroom: “Look here” · somebody is coming to you · it is busy');
});
