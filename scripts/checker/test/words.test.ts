/** What Node and esbuild say, in plain words and with the places of the learner's files. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { placeInText, placeOf, placesAsShown } from '../place.ts';
import { syntaxError } from '../service/syntax-error.ts';

const ROOT = join(import.meta.dirname, '../../..');
const LAB = join(ROOT, 'labs/02-leaky-query');

describe('a file that can not be read', () => {
  test('as esbuild tells it', () => {
    expect(
      syntaxError(`Error: Transform failed with 1 error:\n${LAB}/server.ts:3:18: ERROR: Expected ")" but found ";"`),
    ).toEqual({
      actual: `the file can't be read: Expected ")" but found ";"`,
      help: 'There is a typing mistake at or just before this place.',
      place: `${LAB}/server.ts:3:18`,
    });
  });

  test('as Node tells it', () => {
    const text = `file://${LAB}/server.js:7\n  const const;\n  ^^^^^\n\nSyntaxError: Unexpected token 'const'\n    at compile`;
    expect(syntaxError(text)).toMatchObject({
      actual: "the file can't be read: Unexpected token 'const'",
      place: expect.stringMatching(/server\.js:7:1$/),
    });
  });

  test('a name that is not exported is told as that', () => {
    const text = `file://${LAB}/server.ts:4\nimport { user } from './backend.ts';\n\nSyntaxError: The requested module './backend.ts' does not provide an export named 'user'\n`;
    expect(syntaxError(text)).toMatchObject({
      actual: '`./backend.ts` exports no `user`',
      help: expect.stringMatching(/a name that it does not export/),
    });
  });

  test('other errors are none', () => {
    expect(syntaxError('TypeError: x is not a function\n    at server.ts:3:4')).toBeNull();
  });
});

describe('a place', () => {
  test('is shown relative to the repository, with forward slashes', () => {
    expect(placeOf({ file: join(LAB, 'server.ts'), line: 20 })).toBe('labs/02-leaky-query/server.ts:20');
    expect(placesAsShown(`Cannot find 'file://${LAB}/a.ts'`)).toBe("Cannot find 'labs/02-leaky-query/a.ts'");
    const url = pathToFileURL(join(LAB, '课 一.ts')).href;
    expect(placesAsShown(`    at ${url}:3:4`)).toMatch(/^ {4}at labs\/02-leaky-query\/.+\.ts:3:4$/);
    expect(placesAsShown('    at file:///elsewhere/labs/a.ts:3')).toBe('    at /elsewhere/labs/a.ts:3');
  });

  test('is the first one of a stack that is in the folders of the lab', () => {
    const stack = [
      'Error: boom',
      `    at inner (${ROOT}/node_modules/express/lib/router.js:10:3)`,
      `    at lose (file://${LAB}/server.ts:20:7)`,
      `    at ${LAB}/server.ts:30:7`,
    ].join('\n');
    expect(placeInText(stack, [LAB])).toBe('labs/02-leaky-query/server.ts:20');
    expect(placeInText(stack, [join(ROOT, 'labs/01-counting')])).toBeNull();
  });
});
