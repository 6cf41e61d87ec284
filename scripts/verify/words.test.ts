import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCourse } from '../course/course.ts';
import { understand, type VerifyRequest } from './words.ts';

const course = readCourse(join(import.meta.dirname, '../..'));

function understood(...words: string[]): VerifyRequest {
  const request = understand(course, words);
  if (typeof request === 'string') throw new Error(request);
  return request;
}

describe('what is typed after `npm run verify`', () => {
  test('nothing: all labs, once', () => {
    const nothing = { short: false, record: false, repeat: null, load: false, kills: null, seed: null };
    expect(understood()).toEqual({ labs: course, ...nothing });
  });

  test('numbers belong to the word before them, labs may stand anywhere', () => {
    const { labs, ...rest } = understood('2', 'repeat', '20', 'load', 'leak-tests', 'seed', '4711');
    expect(labs.map(({ number }) => number)).toEqual([2, 6]);
    expect(rest).toEqual({ short: false, record: false, repeat: 20, load: true, kills: null, seed: 4711 });
  });

  test.for([
    [['repeat'], /After `repeat` comes a number, as in `npm run verify repeat 20`/],
    [['kills', 'load'], /After `kills` comes a number/],
    [['repeat', '0'], /After `repeat` comes a number/],
    [['seed', '99999999999'], /After `seed` comes a number/],
    [['nine'], /There is no lab `nine`. `01-counting`/],
    [['record', 'short'], /leave `short` out/],
    [['record', 'load'], /judged once, and on a calm machine/],
    [['kills', '3', 'repeat', '2'], /`kills` goes alone/],
  ] as const)('%j is answered by what to type', ([words, expected]) => {
    expect(understand(course, words)).toMatch(expected);
  });
});
