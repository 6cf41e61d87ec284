/**
 * Who is at work when something happens to the classroom, to the network or to their place in it: in a terminal that watches a lab,
 * and on the page. Each finds the way back without a new start, or reads one sentence that says how.
 */
import { execFileSync } from 'node:child_process';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { TestCourse } from '../../lab/test/course.ts';
import { hasTmux, Pane } from '../../lab/test/pane.ts';
import { Panel } from '../../site/panel/panel.ts';
import type { View } from '../../site/panel/view.ts';
import { isShort } from '../../test/short.ts';
import { watchHealth } from '../storage/health.ts';
import { embedded } from './databases.ts';
import { type TestClassroom, testClassroom } from './fixture.ts';
import { Relay } from './relay.ts';

const LAB = '01-first';
const TITLE = { en: 'First', 'zh-CN': '第一' };
const COURSE = [{ name: LAB, number: 1, title: TITLE, facts: { right: TITLE } }];
/** Longer than a retry may take, on a busy machine as well. */
const PATIENCE = { timeout: 40_000, interval: 100 };
const kind = embedded();
afterAll(kind.closeAll);

describe.skipIf(isShort || !hasTmux)('at work, when', () => {
  let relay: Relay;
  let database: Awaited<ReturnType<typeof kind.open>>;
  let classroom: TestClassroom;
  let terminal: TestCourse;
  let pane: Pane;
  let page: TestCourse;
  let panel: Panel;
  let view: View | null = null;

  const open = async (): Promise<void> => {
    classroom = await testClassroom(database, watchHealth(null), 300, COURSE);
    relay.target = Number(new URL(classroom.url).port);
  };
  const close = async (): Promise<void> => {
    relay.target = null;
    await classroom.close();
    relay.cut();
  };
  const join = (course: TestCourse, name: string) => course.lab(['join', relay.address, classroom.code, name]);
  const joinByPage = (name: string) => panel.join({ address: relay.address, code: classroom.code, name }, 'en');
  const pageSays = (words: RegExp): Promise<void> =>
    vi.waitFor(() => expect(view?.room?.line ?? '').toMatch(words), PATIENCE);
  const bothSay = async (words: RegExp): Promise<void> => {
    const inTerminal = vi.waitFor(() => expect(pane.screen.replaceAll(/\s+/g, ' ')).toMatch(words), PATIENCE);
    await Promise.all([inTerminal, pageSays(words)]);
  };
  /** What stands in the instructor's grid, each `name: state`. */
  const stand = (...rows: string[]): Promise<void> =>
    vi.waitFor(async () => {
      const { learners } = await classroom.snapshot();
      expect(learners.map(({ name, cells }) => `${name}: ${cells[LAB]?.state}`).sort()).toEqual(rows);
    }, PATIENCE);
  const solve = (): void => {
    terminal.write(`labs/${LAB}/server.ts`, 'pass');
    page.write(`labs/${LAB}/server.ts`, 'pass');
  };

  beforeEach(async () => {
    relay = await Relay.open();
    database = await kind.open();
    await open();
    terminal = new TestCourse();
    pane = new Pane([process.execPath, ...terminal.words, '1'], terminal.environment, { rows: 40 });
    page = new TestCourse();
    // The page's checker is a child of this process.
    for (const [name, value] of Object.entries(page.environment)) vi.stubEnv(name, value);
    panel = new Panel(page.root);
    panel.open(LAB, 'en', (shown) => {
      view = shown;
    });
    await pane.see('✗ Not yet');
    expect((await join(terminal, 'Ada')).status).toBe(0);
    expect(await joinByPage('Ben')).toEqual({ joined: true, note: null });
    panel.ask(LAB, 'check', 'en');
    await stand('Ada: failing', 'Ben: failing');
    await pane.see('ask for help');
  });

  afterEach(async () => {
    pane.close();
    await panel.close();
    await classroom.close();
    relay.close();
    terminal.close();
    page.close();
    vi.unstubAllEnvs();
  });

  test('they join again by another name: what they do then stands there', async () => {
    expect((await join(terminal, 'Ada L.')).stdout).toContain('as Ada L.');
    expect(await joinByPage('Ben B.')).toEqual({ joined: true, note: null });
    solve();
    await stand('Ada L.: passed', 'Ben B.: passed');
    await classroom.steer({ do: 'line', text: 'Look here' });
    await bothSay(/“Look here”/);
  });

  test('the cable is pulled, and is there again later: what was done meanwhile is told', async () => {
    relay.target = null;
    relay.cut();
    await bothSay(/can’t be reached; what it misses is sent later/);
    solve();
    await pane.see('✓ Passed');
    relay.target = Number(new URL(classroom.url).port);
    await stand('Ada: passed', 'Ben: passed');
    await vi.waitFor(() => expect(pane.screen + view?.room?.line).not.toContain('can’t be reached'), PATIENCE);
  });

  test('the classroom is started anew with its data', async () => {
    await close();
    await bothSay(/can’t be reached/);
    solve();
    await open();
    await stand('Ada: passed', 'Ben: passed');
    await classroom.steer({ do: 'line', text: 'Again' });
    await bothSay(/“Again”/);
  });

  test('the classroom is started anew without its data: one sentence says how to come in, and then all is told again', async () => {
    await close();
    database = await kind.open();
    await open();
    await bothSay(/does not know you any more. Back into it: npm run lab join ADDRESS CODE NAME/);
    expect((await join(terminal, 'Ada')).status).toBe(0);
    expect(await joinByPage('Ben')).toEqual({ joined: true, note: null });
    await stand('Ada: failing', 'Ben: failing');
    await pane.see('ask for help');
    solve();
    await stand('Ada: passed', 'Ben: passed');
  });

  test('the laptop sleeps, and what it was connected to is gone without a word: it hears of the room at once', async () => {
    const process = commandIn(pane);
    execFileSync('kill', ['-STOP', process]);
    await new Promise((resolve) => setTimeout(resolve, 6000));
    relay.fallSilent();
    await classroom.steer({ do: 'line', text: 'Good morning' });
    execFileSync('kill', ['-CONT', process]);
    // Far less than the silence after which a connection counts as lost.
    await vi.waitFor(() => expect(pane.screen).toContain('“Good morning”'), { timeout: 20_000, interval: 100 });
    terminal.write(`labs/${LAB}/server.ts`, 'pass');
    await stand('Ada: passed', 'Ben: failing');
  });

  test('they go on at another machine: a sentence says how to have the name there', async () => {
    const [other, third] = [new TestCourse(), new TestCourse()];
    try {
      const joined = await join(other, 'Ada');
      expect(joined.stdout.replaceAll('\n', ' ')).toContain('Somebody has the name Ada already');
      await panel.leave();
      await join(third, 'Ben');
      expect(await joinByPage('Ben')).toMatchObject({
        joined: true,
        note: expect.stringMatching(/^You are Ben \(2\) here, since somebody has the name Ben already/),
      });
      await terminal.lab(['leave']);
      await vi.waitFor(() => expect(pane.screen).not.toMatch(/ask for help/), PATIENCE);
      expect((await join(other, 'Ada')).stdout).toContain('as Ada.');
      await other.lab(['1', 'check']);
      await stand('Ada: failing', 'Ben (2): failing', 'Ben: undefined');
    } finally {
      other.close();
      third.close();
    }
  });

  test('the session ends, and the classroom is gone: that it has ended is said, and nothing of it later', async () => {
    await classroom.steer({ do: 'end' });
    await bothSay(/the session has ended; thank you/);
    await close();
    pane.press('q');
    await pane.see('ended 0');
    pane.close();
    pane = new Pane([process.execPath, ...terminal.words, '1'], terminal.environment, { rows: 40 });
    await pane.see('✗ Not yet');
    const closed = panel;
    await closed.close();
    panel = new Panel(page.root);
    panel.open(LAB, 'en', (shown) => {
      view = shown;
    });
    panel.ask(LAB, 'check', 'en');
    await vi.waitFor(() => expect(view?.verdict).not.toBeNull(), PATIENCE);
    expect(pane.screen).not.toMatch(/Classroom|ask for help/);
    expect(view?.room).toBeNull();
    await open();
  });
});

/** The pid of what runs in a pane: the only child of its shell. */
function commandIn(pane: Pane): string {
  const [child = ''] =
    execFileSync('ps', ['-o', 'pid=', '--ppid', String(pane.shell)], { encoding: 'utf8' }).match(/\d+/) ?? [];
  return child;
}
