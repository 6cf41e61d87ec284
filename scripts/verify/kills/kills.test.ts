/** The short form of `npm run verify kills 30`; and that what it looks for would be found. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isShort } from '../../test/short.ts';
import { KillCourse, RESET } from './course.ts';
import { halfWritten } from './half-written.ts';
import { killOnce } from './kill.ts';
import { canKill, renderKilled } from './kills.ts';
import type { Kill } from './plan.ts';

const REPOSITORY = join(import.meta.dirname, '../../..');
/** All that knew of a service that loops for ever, at one instant. */
const KILLS: Kill[] = [
  { deed: 'check a service that loops for ever', target: 'whole group', signal: 'SIGKILL', delay: 700 },
];
/** One while files are written, which `scripts/lab/test/backup-kill.test.ts` tries at each step; and one of each target. */
const MORE_KILLS: Kill[] = [
  { deed: 'reset', target: 'command', signal: 'SIGKILL', delay: 60 },
  { deed: 'check a right fix', target: 'service', signal: 'SIGTERM', delay: 300 },
  { deed: 'start the service', target: 'launcher', signal: 'SIGKILL', delay: 501 },
];

let course: KillCourse;
beforeEach(() => {
  course = new KillCourse(REPOSITORY);
});
afterEach(() => course.close());

describe.skipIf(!canKill)('after a kill nothing runs, no file is half written, and the next check is right', () => {
  const leavesNothing = async (kill: Kill): Promise<void> => {
    const killed = await killOnce(course, kill);
    expect(killed.problems, renderKilled(killed)).toEqual([]);
  };
  test.for(KILLS)('$deed: $signal to the $target', leavesNothing);
  test.skipIf(isShort).for(MORE_KILLS)('$deed: $signal to the $target', leavesNothing);
});

describe('half written', () => {
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(course.root, path)), { recursive: true });
    writeFileSync(join(course.root, path), text);
  };

  test('is nothing in the beginning, nor what has no name yet', () => {
    write(`.leaklab/backups/${RESET}/2026.tmp/server.ts`, 'half');
    expect(halfWritten(course)).toEqual([]);
  });

  test.for([
    ['.leaklab/progress.json', '{ "version": 1, "lab', /your progress could not be read/],
    [`.leaklab/starters/${RESET}/server.ts`, 'import', /starters.*server\.ts` is not whole/],
    [`labs/${RESET}/server.ts`, '', /labs.*server\.ts` is not whole/],
    [`.leaklab/backups/${RESET}/2026/is-leaking.ts`, '', /is-leaking\.ts` is not whole/],
  ] as const)('is %s that holds "%s"', ([path, text, expected]) => {
    write(path, text);
    expect(halfWritten(course).join('\n')).toMatch(expected);
  });

  test('is a backup in which a file is missing', () => {
    const whole = course.files.find(({ lab }) => lab === RESET);
    write(`.leaklab/backups/${RESET}/2026/${whole?.file}`, whole?.texts.mine ?? '');
    expect(halfWritten(course)).toHaveLength(1);
    expect(halfWritten(course)[0]).toMatch(/is not there$/);
  });
});
