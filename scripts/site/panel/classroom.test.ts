/** The panel in a classroom: it tells and hears what the terminal does, by the same member. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LAB_NAME, TinyCourse } from '../../lab/run/tiny-course.ts';
import { FakeClassroom } from '../../lab/test/fake-classroom.ts';
import { Folder } from '../../practice/classroom/folder.ts';
import { Panel } from './panel.ts';
import type { View } from './view.ts';

const PATIENCE = { timeout: 30_000, interval: 50 };

let tiny: TinyCourse;
let panel: Panel;
let classroom: FakeClassroom;
let english: View | null = null;
let chinese: View | null = null;

beforeEach(async () => {
  tiny = new TinyCourse('leaks');
  classroom = await FakeClassroom.open();
  panel = new Panel(tiny.root);
  panel.open(LAB_NAME, 'zh-CN', (view) => {
    chinese = view;
  });
  panel.open(LAB_NAME, 'en', (view) => {
    english = view;
  });
});

afterEach(async () => {
  await panel.close();
  classroom.close();
  tiny.close();
});

const join = (): void =>
  new Folder(tiny.root).settle({
    version: 1,
    url: `http://${classroom.address}`,
    token: 'a-token',
    session: 's',
    name: 'Ada',
  });
const STATES = { pass: 'passed', fail: 'failing', 'could-not-judge': 'unjudged' };
const until = (holds: () => void): Promise<void> => vi.waitFor(holds, PATIENCE);

test('who joins while a page is open is told of and hears of the room there, each tab in its language, until they leave', async () => {
  expect(english?.room).toBeNull();
  panel.ask(LAB_NAME, 'check', 'en');
  await until(() => expect(english?.verdict).not.toBeNull());
  join();
  await until(() => expect(english?.room?.hand).toBe('down'));
  const state = STATES[english?.verdict?.outcome ?? 'fail'];
  await until(() => expect(classroom.states, 'the verdict that stands there').toEqual([state]));
  panel.ask(LAB_NAME, 'check', 'en');
  await until(() => expect(classroom.states, 'and the next one').toEqual([state, state]));
  panel.ask(LAB_NAME, 'hint', 'en');
  panel.raiseHand(' Why\u0007 30? ');
  await until(() => expect(classroom.states.at(-1)).toBe('hand up: Why 30?'));
  await until(() => expect(english?.room?.line).toBe('Classroom: your hand is up'));
  expect(chinese?.room?.line).toMatch(/^课堂：/);
  classroom.say({ hand: 'coming', line: { number: 1, text: 'Look here' } });
  await until(() => expect(english?.room).toEqual({ line: expect.stringContaining('“Look here”'), hand: 'coming' }));
  panel.lowerHand();
  await until(() => expect(classroom.states.at(-1)).toBe('hand down'));
  new Folder(tiny.root).leave({ version: 1, url: 'http://127.0.0.1', token: 'a-token', session: 's', name: 'Ada' });
  await until(() => expect(english?.room).toBeNull());
});

test('who joins on the page is in at once, in all tabs, and a no is said in the learner’s language; leaving is possible there, too', async () => {
  const [nowhere, there] = ['http://', classroom.address].map((address) => ({
    address,
    code: 'K7M3QX',
    name: ' Ada ',
  }));
  const refused = await panel.join(nowhere ?? { address: '', code: '', name: '' }, 'zh-CN');
  expect(refused).toEqual({ joined: false, note: expect.stringMatching(/地址/) });
  classroom.manner = 'over';
  expect(
    await panel.join(there ?? { address: '', code: '', name: '' }, 'zh-CN'),
    'not in the words of its server',
  ).toEqual({
    joined: false,
    note: '这堂课已经结束。',
  });
  classroom.manner = 'well';
  expect(english?.room).toBeNull();
  expect(await panel.join(there ?? { address: '', code: '', name: '' }, 'en')).toEqual({ joined: true, note: null });
  expect([english?.room?.hand, chinese?.room?.hand]).toEqual(['down', 'down']);
  expect(new Folder(tiny.root).membership()).toMatchObject({ url: `http://${classroom.address}`, token: 'a-token' });
  classroom.manner = 'silent';
  classroom.close();
  await panel.leave();
  expect([english?.room, new Folder(tiny.root).membership()]).toEqual([null, null]);
});
