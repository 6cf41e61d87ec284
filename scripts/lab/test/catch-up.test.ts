/** `lab catch-up N`: what is given, what is kept, what it counts as. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readCourse } from '../../course/course.ts';
import { Progress } from '../../course/progress.ts';
import { APART } from '../../practice/classroom/classroom.ts';
import { isShort } from '../../test/short.ts';
import { catchUp } from '../commands/catch-up.ts';
import { paint } from '../render/paint.ts';
import { TestCourse } from './course.ts';

const SERVER = 'labs/01-first/server.ts';
const SOLUTION = '// the solution\npass\n';
let course: TestCourse;
beforeEach(() => {
  course = new TestCourse();
});
afterEach(() => {
  course.close();
});

test('labs before it get the solution, and what was there comes back', async () => {
  course.write(SERVER, 'mine');
  const { status, stdout } = await course.lab(['catch-up', '2', 'now']);
  expect(stdout).toMatch(/Lab 1: the solution is in place. Your files are kept:\n {2}\.leaklab\/backups\/01-first\//);
  expect(stdout).toContain('Go on with: npm run lab 2');
  expect(status).toBe(0);
  expect(JSON.parse(course.read('.leaklab/progress.json')).current).toBe('02-second');
  expect(course.read(SERVER)).toBe(SOLUTION);
  expect(course.read('labs/02-second/server.ts')).toBe('fail\n');

  await course.lab(['1', 'restore']);
  expect(course.read(SERVER)).toBe('mine');
  expect((await course.lab(['list'])).stdout).toMatch(/○ open {4}01-first/);
});

test.skipIf(isShort)('it counts as caught up, not as passed, also where the solution is judged', async () => {
  await course.lab(['catch-up', '2', 'now']);
  expect((await course.lab(['1', 'check'])).stdout).toContain('✓ Passed.');
  const { stdout } = await course.lab(['list']);
  expect(stdout).toMatch(/» given {3}01-first/);
  expect(stdout).toContain('0 of 2 labs passed, 1 caught up');
  expect((await course.lab(['next'])).stdout).toContain('Lab 2: Second');

  course.write(SERVER, 'pass, and of my own\n');
  await course.lab(['1', 'check']);
  expect((await course.lab(['list'])).stdout).toContain('1 of 2 labs passed\n');
});

test('a lab that is passed stays as it is', async () => {
  course.write(SERVER, 'pass, and of my own\n');
  await course.lab(['1', 'check']);
  const { stdout } = await course.lab(['catch-up', '2', 'now']);
  expect(stdout).toContain('Nothing is left to do before lab 2');
  expect(course.read(SERVER)).toBe('pass, and of my own\n');
});

test('without a terminal it says what it would do, and does nothing', async () => {
  course.write(SERVER, 'mine');
  const { status, stdout } = await course.lab(['catch-up', 'second']);
  expect(stdout).toContain('labs/01-first');
  expect(stdout).toContain('npm run lab catch-up 2 now');
  expect(status).toBe(0);
  expect(course.read(SERVER)).toBe('mine');
  expect(course.exists('.leaklab/backups')).toBe(false);
});

describe('at a terminal it asks', () => {
  const answered = async (answer: string): Promise<string> => {
    const labs = readCourse(course.root);
    const said: string[] = [];
    const context = {
      root: course.root,
      course: labs,
      progress: new Progress(course.root),
      classroom: APART,
      startJudge: () => {
        throw new Error('nothing is judged');
      },
      print: (text: string) => void said.push(text),
      interactive: true,
      paint: paint(false),
      now: () => new Date(),
      interrupted: new AbortController().signal,
    };
    const [, second] = labs;
    if (second !== undefined) await catchUp(context, second, false, async () => answer);
    return said.join('\n');
  };

  test.for(['y', 'yes', ' Y ', '是'])('`%s` goes on', async (answer) => {
    expect(await answered(answer)).toContain('the solution is in place');
    expect(course.read(SERVER)).toBe(SOLUTION);
  });

  test.for(['', 'n', 'yesterday'])('`%s` changes nothing', async (answer) => {
    expect(await answered(answer)).toContain('Nothing was changed');
    expect(course.read(SERVER)).toBe('fail\n');
  });
});

test.for([
  [['catch-up'], 'Catch up with which lab?'],
  [['catch-up', 'secnd'], 'Did you mean `02-second`?'],
  [['catch-up', '2', 'please'], '`catch-up` does not know `please`'],
  [['catch-up', '2', 'now', 'please'], '`catch-up` does not know `please`'],
  [['catchup', '2'], '`catch-up`'],
] as const)('%j is explained', async ([words, message]) => {
  const { status, stderr } = await course.lab([...words]);
  expect(stderr).toContain(message);
  expect(status).toBe(2);
});
