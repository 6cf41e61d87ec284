/** `npm run lab` in a classroom: what it tells, what it hears, and that nothing of it reaches the lab. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { isShort } from '../../test/short.ts';
import { TestCourse } from './course.ts';
import { FakeClassroom, type Manner } from './fake-classroom.ts';
import { hasTmux, Pane } from './pane.ts';

const SERVER = 'labs/01-first/server.ts';
const PATIENCE = { timeout: 40_000, interval: 50 };

let course: TestCourse;
let classroom: FakeClassroom;
beforeEach(async () => {
  course = new TestCourse();
  classroom = await FakeClassroom.open();
});
afterEach(() => {
  classroom.close();
  course.close();
});

const joined = () => course.lab(['join', classroom.address, 'K7M3QX', 'Ada']);
const kept = (): string[] => {
  const outbox = join(course.root, '.leaklab', 'joined', 'outbox');
  return existsSync(outbox) ? readdirSync(outbox).sort() : [];
};

test('joining shows what is told, and says for how long it is kept', async () => {
  const { status, stdout } = await joined();
  expect(status).toBe(0);
  expect(stdout).toContain('You are in the classroom as anonymous otter.');
  for (const field of ['"lab": "01-first"', '"state": "failing"', '"fact": "right"', '"hints": 1', '"minutes": 12'])
    expect(stdout).toContain(field);
  expect(stdout).toContain('30 days');
});

test('what it keeps is for nobody else on this machine', async () => {
  await joined();
  const folder = join(course.root, '.leaklab', 'joined');
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, 'membership.json')).mode & 0o777).toBe(0o600);
});

test('lab, state, failing fact, hints and minutes are told, and nothing else', async () => {
  await joined();
  await course.lab(['1', 'check']);
  await course.lab(['1', 'hint']);
  course.write(SERVER, 'pass');
  await course.lab(['1', 'check']);
  await joined();
  expect(classroom.states).toEqual(['working', 'failing', 'failing', 'passed']);
  for (const report of classroom.reports)
    expect(Object.keys(report).sort()).toEqual(['ageMs', 'fact', 'hints', 'id', 'kind', 'lab', 'minutes', 'state']);
  expect(classroom.reports.map((report) => (report.kind === 'lab' ? [report.fact, report.hints] : []))).toEqual([
    [null, 0],
    ['right', 0],
    ['right', 1],
    [null, 1],
  ]);
});

describe('a classroom that fails changes no verdict, and misses nothing', () => {
  const recovers = async (manner: Manner): Promise<void> => {
    await joined();
    classroom.manner = manner;
    const failed = await course.lab(['1', 'check']);
    expect(failed.status).toBe(1);
    expect(failed.stdout).toContain('✗ Not yet. 1 of 3 facts hold');
    expect(failed.stdout.match(/^Classroom: /gm)).toHaveLength(1);
    expect(failed.stderr).toBe('');
    expect(kept()).toHaveLength(2);
    course.write(SERVER, 'pass');
    expect((await course.lab(['1', 'check'])).status).toBe(0);
    classroom.manner = 'well';
    await joined();
    expect(classroom.states).toEqual(['working', 'failing', 'passed']);
    expect(kept()).toEqual([]);
  };
  test.skipIf(isShort)('busy', () => recovers('busy'));
  test.skipIf(isShort).for<Manner>(['silent', 'a page', 'forgetful'])('%s', recovers);

  test('gone', async () => {
    await joined();
    classroom.close();
    expect((await course.lab(['1', 'check'])).status).toBe(1);
    expect(kept()).toHaveLength(2);
  });

  test.skipIf(isShort)('over: it says so once, and nothing is kept for it', async () => {
    await joined();
    classroom.manner = 'over';
    expect((await course.lab(['1', 'check'])).stdout).toContain('Classroom: the session has ended');
    const { stdout } = await course.lab(['1', 'check']);
    expect(stdout).not.toContain('Classroom');
    expect(classroom.reports).toEqual([]);
  });

  test.skipIf(isShort)('JSON is JSON', async () => {
    await joined();
    classroom.manner = 'busy';
    expect(JSON.parse((await course.lab(['1', 'check', 'json'])).stdout)).toMatchObject({ outcome: 'fail' });
  });

  test.skipIf(isShort)('a folder that can’t be written to', async () => {
    await joined();
    course.write('.leaklab/joined/outbox', 'no folder');
    const { status, stdout } = await course.lab(['1', 'check']);
    expect(status).toBe(1);
    expect(stdout).toContain('✗ Not yet. 1 of 3 facts hold');
  });
});

test.skipIf(isShort)('a solution is held back until it is released, or passed', async () => {
  await joined();
  for (const words of [
    ['1', 'solution', 'show'],
    ['1', 'diff'],
  ]) {
    const { stdout } = await course.lab(words);
    expect(stdout).toContain('holds the solution of lab 1 back');
    expect(stdout).not.toContain('pass\n');
  }
  classroom.say({ released: ['01-first'] });
  expect((await course.lab(['1', 'solution', 'show'])).stdout).toContain('solutions/01-first/server.ts');
});

test.skipIf(isShort)('of a classroom that was not heard of for hours it says how to be rid of it', async () => {
  await joined();
  classroom.close();
  const file = '.leaklab/joined/room.json';
  expect((await course.lab(['1', 'check'])).stdout).toContain('can’t be reached');
  const heard: { at: number } = JSON.parse(course.read(file));
  course.write(file, JSON.stringify({ ...heard, at: heard.at - 4 * 3600_000, retryAt: 0 }));
  expect((await course.lab(['1', 'check'])).stdout).toContain('heard of it for hours. Out of it: npm run lab leave');
});

test.skipIf(isShort)('leaving removes all but the learner’s own work, also where the classroom is gone', async () => {
  await joined();
  classroom.close();
  const { status, stdout } = await course.lab(['leave']);
  expect([status, readdirSync(join(course.root, '.leaklab', 'joined'))]).toEqual([0, []]);
  expect(stdout).toContain('You have left the classroom.');
});

test.skipIf(isShort)(
  'who leaves and comes back is told of again: how far, at which fact, with which hints',
  async () => {
    await joined();
    await course.lab(['1', 'check']);
    await course.lab(['1', 'hint']);
    await course.lab(['leave']);
    classroom.reports.length = 0;
    await joined();
    expect(classroom.reports).toMatchObject([{ lab: '01-first', state: 'failing', fact: 'right', hints: 1 }]);
  },
);

test.skipIf(isShort)('`catch-up` is told, and that it was taken back', async () => {
  await joined();
  await course.lab(['catch-up', '2', 'now']);
  await course.lab(['1', 'check']);
  await course.lab(['1', 'reset']);
  expect(classroom.reports).toMatchObject([
    { lab: '01-first', state: 'caught-up' },
    { lab: '02-second', state: 'working' },
    { lab: '01-first', state: 'caught-up' },
    { lab: '01-first', state: 'working' },
  ]);
});

test.skipIf(isShort)('joining again with a name renames', async () => {
  await joined();
  const { status, stdout } = await course.lab(['join', classroom.address, 'K7M3QX', 'Ada', 'L.']);
  expect([status, stdout]).toEqual([0, expect.stringContaining('You are in this classroom already, as Ada L.')]);
  expect(classroom.room.name).toBe('Ada L.');
  expect((await course.lab(['join'])).stdout).toContain('as Ada L.');
});

test.skipIf(isShort)('where somebody has the name already, it says what to do should that be the learner', async () => {
  classroom.room = { ...classroom.room, name: 'Ada (3)' };
  const { stdout } = await joined();
  expect(stdout).toContain('as Ada (3)');
  expect(stdout).toContain('Somebody has the name Ada already');
  expect(stdout.replaceAll('\n', ' ')).toContain('`npm run lab leave` there, and your name again here');
});

test.for([
  [['join', '127.0.0.1:1', 'K7M3QX'], 'No classroom answers at http://127.0.0.1:1'],
  [['join', 'http://', 'K7M3QX'], 'is no address'],
  [['join', '127.0.0.1'], 'The code is missing'],
  [['join'], 'Join with the address and the code'],
] as const)('`%s` says what to do', async ([words, said]) => {
  const { status, stderr } = await course.lab([...words]);
  expect(stderr).toContain(said);
  expect(status).toBe(2);
});

describe.skipIf(!hasTmux)('with a lab open', () => {
  let pane: Pane;
  afterEach(() => pane.close());

  test('a hand goes up by `?`, and somebody comes; lines and time stand in one place', async () => {
    await joined();
    pane = new Pane([process.execPath, ...course.words, '1'], course.environment, {});
    await pane.see('✗ Not yet');
    expect(await pane.see('? ask for help')).not.toContain('Classroom:');
    pane.press('?');
    await pane.see('Classroom: your hand is up');
    await vi.waitFor(() => expect(classroom.states).toEqual(['working', 'failing', 'hand up']), PATIENCE);
    pane.press('Why? 为什么');
    await pane.see('Your question, in one line: Why? 为什么');
    pane.press('Enter');
    await vi.waitFor(() => expect(classroom.states.at(-1)).toBe('hand up: Why? 为什么'), PATIENCE);
    classroom.say({
      hand: 'coming',
      line: { number: 1, text: 'Look at \u001b[31mthe wall' },
      timer: { label: '', leftMs: 600_000, paused: false },
    });
    await pane.see('Classroom: “Look at [31mthe wall” · somebody is coming to you · 10 min left');
  });

  test('joining, leaving and joining again in another terminal are noticed; a release and an end are told at once', async () => {
    pane = new Pane([process.execPath, ...course.words, '1'], course.environment, { columns: 80, rows: 40 });
    expect(await pane.see('✗ Not yet')).not.toContain('ask for help');
    await joined();
    await pane.see('? ask for help');
    await vi.waitFor(() => expect(classroom.states).toContain('failing'), PATIENCE);
    classroom.say({ released: ['01-first'] });
    await pane.see('Classroom: the solution of lab 1 is released');
    expect((await course.lab(['leave'])).status).toBe(0);
    await vi.waitFor(() => expect(pane.screen).not.toMatch(/ask for help|Classroom:/), PATIENCE);
    await joined();
    await pane.see('? ask for help');
    classroom.say({ ended: true, line: { number: 1, text: 'Look here' } });
    const ended = await pane.see('the session has ended');
    expect(ended).not.toContain('Look here');
  });

  test.skipIf(isShort)('a classroom that comes back is told what it missed', async () => {
    await joined();
    pane = new Pane([process.execPath, ...course.words, '1'], course.environment, {});
    await pane.see('✗ Not yet');
    await vi.waitFor(() => expect(classroom.states).toEqual(['working', 'failing']), PATIENCE);
    classroom.manner = 'busy';
    course.write(SERVER, 'pass');
    await pane.see('✓ Passed.');
    await pane.see('what it misses is sent later');
    classroom.manner = 'well';
    await vi.waitFor(() => expect(classroom.states).toEqual(['working', 'failing', 'passed']), PATIENCE);
  });
});
