import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readCourse } from '../../course/course.ts';
import { swallowedByNpm, understand } from '../words.ts';

const course = readCourse(fileURLToPath(new URL('../../../', import.meta.url)));
const second = course[1] ?? null;
const meant = (...words: string[]) => understand(course, words, second);

test.for(['2', '02', 'leaky-query', '02-leaky-query'])('`%s` names lab 2', (name) => {
  expect(meant(name)).toMatchObject({ command: 'watch', lab: { name: '02-leaky-query' } });
});

test.for([
  [['hint'], 'hint', '02-leaky-query'],
  [['check', 'json'], 'check', '02-leaky-query'],
  [['1', 'hint'], 'hint', '01-counting'],
] as const)('%j: a command without a lab is about the one that was open last', ([words, command, name]) => {
  expect(meant(...words)).toMatchObject({ command, lab: { name } });
});

test('a flag that came through is the word', () => {
  expect(meant('1', 'check', '--json')).toMatchObject({ command: 'check', rest: ['json'] });
});

describe('what is unknown is answered by what comes nearest, else by all', () => {
  test.for([
    [['leaky-qurey'], 'Did you mean `02-leaky-query`'],
    [['77'], 'The labs: 01-counting, 02-leaky-query'],
    [['lits'], '`list`'],
    [['chekc'], '`check`'],
    [['1', 'chekc'], 'Did you mean `check`?'],
    [['1', 'xyzzy'], 'The commands: check'],
    [['1', 'check', 'jsn'], '`check` does not know `jsn`'],
    [['list', '1'], '`list` does not know `1`'],
  ] as const)('%j', ([words, answer]) => {
    expect(() => meant(...words)).toThrow(answer);
  });
});

describe('a flag that npm has kept for itself', () => {
  test.for([
    [['3'], 'json', 'npm run lab 3 check json'],
    [['3', 'check'], 'json', 'npm run lab 3 check json'],
    [['3'], 'hint', 'npm run lab 3 hint'],
    [[], 'list', 'npm run lab list'],
  ] as const)('%j with --%s: what to type instead', ([words, flag, instead]) => {
    expect(swallowedByNpm(words, { [`npm_config_${flag}`]: 'true' })).toContain(instead);
  });

  test("npm's own flags and settings are none of ours", () => {
    expect(
      swallowedByNpm(['3'], { npm_config_silent: 'true', npm_config_registry: 'x', npm_config_diff: '' }),
    ).toBeNull();
  });
});
