import { expect, test } from 'vitest';
import { namesTheLine } from './names-the-line.ts';

test.for([
  [{ passed: false, hints: 0 }, false],
  [{ passed: false, hints: 2 }, false],
  [{ passed: false, hints: 3 }, true],
  [{ passed: true, hints: 0 }, true],
  // The solution was given, and the lab is still to be solved.
  [{ passed: false, hints: 0, caughtUp: true }, false],
] as const)('after %o the line is named: %s', ([progress, named]) => {
  expect(namesTheLine(progress, 3)).toBe(named);
});
