/**
 * @area Two terminals at once
 * @promised No update of progress, backups or the place in a classroom is lost, whoever else writes; the lock is gone with its
 *   holder, however that ends. `restore` brings what the last `reset` named.
 * @trusted The learner’s own processes, to end; no process, to give anything back.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Lab, readCourse } from '../../course/course.ts';
import { locked } from '../../course/locked.ts';
import { Progress } from '../../course/progress.ts';
import { reset, restore } from '../../practice/backup.ts';
import { Folder, type Membership } from '../../practice/classroom/folder.ts';
import { Joined } from '../../practice/classroom/joined.ts';
import { tried } from '../../test/safety/tried.ts';
import { isShort } from '../../test/short.ts';
import { TestCourse } from './course.ts';
import { FakeClassroom } from './fake-classroom.ts';
import { Together } from './together.ts';

const ROUNDS = isShort ? 5 : 100;
const LABS = ['01-first', '02-second'];
const SERVER = 'labs/01-first/server.ts';
const BACKUPS = '.leaklab/backups/01-first';

let course: TestCourse;
let lab: Lab;
let together: Together | null = null;
beforeEach(() => {
  course = new TestCourse({ git: false });
  [lab = lab] = readCourse(course.root);
  course.write('.leaklab/starters/01-first/server.ts', 'fail\n');
});
afterEach(() => {
  together?.close();
  together = null;
  course.close();
});

const start = async (code: string): Promise<Together> => {
  together = await Together.start(2, code, [course.root]);
  return together;
};

describe('two terminals do the same at the same instant', () => {
  const shared = new TestCourse({ git: false });
  let both: Together;
  beforeAll(async () => {
    shared.write('.leaklab/starters/01-first/server.ts', 'fail\n');
    const membership: Membership = { version: 1, url: 'http://127.0.0.1:9', token: 't', session: 's', name: 'Ada' };
    new Folder(shared.root).settle(membership);
    // One pair of processes for all three: to start one takes longer than what it does.
    both = await Together.start(
      2,
      `
      const { readCourse } = await import(SCRIPTS + '/course/course.ts');
      const { Progress } = await import(SCRIPTS + '/course/progress.ts');
      const { Member } = await import(SCRIPTS + '/practice/classroom/member.ts');
      const { reset } = await import(SCRIPTS + '/practice/backup.ts');
      const [root] = process.argv.slice(1);
      const [lab] = readCourse(root);
      const progress = new Progress(root);
      const joined = new Member(root, new Progress(root));
      const does = {
        note: (round) => progress.update(${JSON.stringify(LABS)}[index], { hints: round }),
        work: (round) => joined.opened({ name: '0' + (index + 1) + '-lab-' + round }),
        reset: (round) => reset(root, lab, new Date(round)),
      };
      const act = ({ word, round }) => does[word](round);`,
      [shared.root],
    );
  });
  afterAll(() => {
    both.close();
    shared.close();
  });

  test('hints and passes of two labs: each time both are there', async ({ task }) => {
    for (let round = 1; round <= ROUNDS; round++) {
      await both.round({ word: 'note', round });
      const progress = new Progress(shared.root);
      expect(LABS.map((name) => progress.of(name).hints)).toEqual([round, round]);
    }
    tried(task, ROUNDS);
  });

  test('the work in a classroom: each time both are there', async ({ task }) => {
    for (let round = 1; round <= ROUNDS; round++) {
      await both.round({ word: 'work', round });
      expect(Object.keys(new Folder(shared.root).work())).toHaveLength(2 * round);
    }
    tried(task, ROUNDS);
  });

  test('resets: both are done, and the text is kept, whole', async ({ task }) => {
    for (let round = 1; round <= ROUNDS; round++) {
      const mine = 'what the learner wrote '.repeat(round);
      shared.write(SERVER, mine);
      const outcomes = await both.round({ word: 'reset', round });
      expect(outcomes.filter((outcome) => outcome !== null)).toEqual([expect.stringContaining(BACKUPS.slice(9))]);
      expect(shared.read(SERVER)).toBe('fail\n');
      const kept = shared.list(BACKUPS).filter((name) => shared.read(`${BACKUPS}/${name}/server.ts`) === mine);
      expect(kept).toHaveLength(1);
    }
    tried(task, ROUNDS);
  });
});

test('who holds the lock is waited for; who is killed with it keeps nobody waiting', async () => {
  const both = await start(`
    import { existsSync, writeFileSync } from 'node:fs';
    const { locked } = await import(SCRIPTS + '/course/locked.ts');
    const [root] = process.argv.slice(1);
    const act = () => {
      writeFileSync(root + '/asked-' + index, '');
      return locked(root, () => {
        writeFileSync(root + '/has-' + index, '');
        if (index === 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
        return existsSync(root + '/killed');
      });
    };`);
  void both.ask(0, 1);
  await expect.poll(() => course.exists('has-0')).toBe(true);
  const second = both.ask(1, 1);
  await expect.poll(() => course.exists('asked-1')).toBe(true);
  course.write('killed', '');
  await both.kill(0);
  expect(await second, 'it had to wait for that').toBe(true);
  expect(locked(course.root, () => 'mine')).toBe('mine');
});

test('a classroom that forgets one terminal takes no place from the other, which has joined again', async () => {
  const classroom = await FakeClassroom.open();
  const folder = new Folder(course.root);
  const place = (token: string): Membership => ({
    version: 1,
    url: `http://${classroom.address}`,
    token,
    session: 's',
    name: 'Ada',
  });
  folder.settle(place('removed'));
  const removed = new Joined(folder, place('removed'), new Progress(course.root));
  folder.settle(place('a-token'));
  await removed.refresh();
  expect(folder.membership()?.token).toBe('a-token');
  classroom.close();
});

test('`restore` brings what the last `reset` named, whatever was written and kept before', ({ task }) => {
  let time = 0;
  const later = (): Date => new Date(time++);
  const texts = isShort ? ['one', 'two'] : ['one', 'two', 'three'];
  const orders = texts.flatMap((a) => texts.flatMap((b) => texts.map((c) => [a, b, c])));
  for (const order of orders) {
    for (const text of order) {
      course.write(SERVER, text);
      const named = reset(course.root, lab, later());
      expect(restore(course.root, lab, later())).toBe(named);
      expect(course.read(SERVER)).toBe(text);
      reset(course.root, lab, later());
    }
    restore(course.root, lab, later());
    expect(course.read(SERVER)).toBe(order.at(-1));
  }
  tried(task, orders.length);
});

test('a clock that was set back names no older backup', () => {
  course.write(SERVER, 'before');
  reset(course.root, lab, new Date(5000));
  course.write(SERVER, 'after');
  const named = reset(course.root, lab, new Date(1000));
  expect(restore(course.root, lab, new Date(1000))).toBe(named);
  expect(course.read(SERVER)).toBe('after');
});

test('what lies among the backups and is none is not brought back', () => {
  course.write(SERVER, 'mine');
  const named = reset(course.root, lab, new Date(0));
  for (const stray of ['zzz/server.ts', '9999-12-31T00-00-00.000Z/notes.txt', '.DS_Store'])
    course.write(`${BACKUPS}/${stray}`, 'stray');
  expect(restore(course.root, lab, new Date(1))).toBe(named);
  expect(course.read(SERVER)).toBe('mine');
});

test('a folder among the labs that is none is named, and passed over', async () => {
  course.write('labs/07-my-notes/notes.md', 'mine');
  const { status, stdout, stderr } = await course.lab(['list']);
  expect([status, stderr]).toEqual([0, expect.stringContaining('`labs/07-my-notes` is passed over')]);
  expect(stdout).toContain('02-second');
});
