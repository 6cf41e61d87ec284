import { join } from 'node:path';
import { expect, test } from 'vitest';
import { uncallable } from '../uncallable.ts';

const folder = join(import.meta.dirname, 'labs', '01-counting');
const context = { folder, labFolder: folder };

test('a file that can not be read is told as that, with its place', () => {
  const file = join(folder, 'is-leaking.ts');
  const error = `Error: Transform failed with 1 error:\n${file}:12:3: ERROR: Unexpected ";"\n    at failureErrorWithLog (lib/main.js:1752:15)`;
  expect(uncallable(context, error, 'true or false', 'export it')).toMatchObject({
    expected: 'true or false',
    actual: `the file can't be read: Unexpected ";"`,
    help: expect.stringContaining('typing mistake'),
    where: expect.stringMatching(/is-leaking\.ts:12$/),
  });
});

test('an error of the function itself is shown without its stack, at the line of the learner', () => {
  const error = `TypeError: samples is undefined\n    at isLeaking (${join(folder, 'is-leaking.ts')}:4:10)`;
  expect(uncallable(context, error, 'true or false', 'export it')).toMatchObject({
    actual: 'TypeError: samples is undefined',
    help: 'export it',
    where: expect.stringMatching(/is-leaking\.ts:4$/),
  });
});
