/** A whole short session, as people have it: an instructor with a browser, a learner with a terminal, another who is stuck. */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasTmux, Pane } from '../../lab/test/pane.ts';
import { findChromium, launchChromium } from '../../site/browser/chromium.ts';
import { CourseCopy } from '../../site/browser/course-copy.ts';
import { barriers, overflow } from '../../site/browser/look.ts';
import { Joined } from '../protocol/learner.ts';
import { PROTOCOL } from '../protocol/words.ts';
import { ClassroomProcess } from './classroom-process.ts';

const LAB = fileURLToPath(new URL('../../lab.ts', import.meta.url));
const NODE = [process.execPath, '--conditions=taskscope-source', '--disable-warning=ExperimentalWarning'];
/** A name that is a script: it is shown, and never run. */
const SCRIPT = '<img src=x onerror=alert(1)>';
/** For Node: the clock of a process that starts now, later. */
const TWENTY_MINUTES_ON = '--import=data:text/javascript,{let/**/now=Date.now;Date.now=()=>now()+12e5}';
const executable = findChromium();

describe.skipIf(executable === null || !hasTmux)('a session, in Chromium and a terminal', () => {
  let course: CourseCopy;
  let classroom: ClassroomProcess;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let pane: Pane | null = null;
  /** What the browser complains of. */
  const complaints: string[] = [];

  beforeAll(async () => {
    course = new CourseCopy();
    [classroom, browser] = await Promise.all([ClassroomProcess.start(course.root), launchChromium(executable ?? '')]);
    context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en' });
    context.setDefaultTimeout(20_000);
    page = await context.newPage();
    page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
    page.on('pageerror', (error) => void complaints.push(error.message));
    page.on('dialog', (dialog) => dialog.accept());
    await page.goto(classroom.dashboard);
  });

  afterAll(async () => {
    pane?.close();
    await browser?.close();
    await classroom?.end();
    course?.close();
  });

  const environment = () => ({ LEAKLAB_ROOT: course.root, LANG: 'C', LC_ALL: 'C', TERM: 'xterm-256color' });
  const lab = (...words: string[]): Promise<{ status: number | null; printed: string }> =>
    new Promise((resolve) => {
      const [node = '', ...flags] = NODE;
      const child = execFile(
        node,
        [...flags, LAB, ...words],
        { env: { ...process.env, ...environment() } },
        (_error, out, err) => resolve({ status: child.exitCode, printed: out + err }),
      );
    });
  const row = (name: string) => page.locator('#grid tbody tr').filter({ hasText: name });
  const cell = (name: string, number: number) =>
    row(name)
      .locator('td')
      .nth(number - 1);
  const says = (place: ReturnType<Page['locator']>, words: string) => place.filter({ hasText: words }).waitFor();

  test('the private link opens the dashboard, and its token leaves the address', async () => {
    await says(page.locator('#grid tbody'), 'Nobody has joined yet.');
    expect(new URL(page.url()).hash).toBe('');
  });

  test('without the link there is nothing to see', async () => {
    const stranger = await (await browser.newContext()).newPage();
    await stranger.goto(`${classroom.url}/dashboard`);
    await says(stranger.locator('#notice'), 'private link');
    expect(await stranger.locator('#board').isVisible()).toBe(false);
    await stranger.context().close();
  });

  test('a learner joins by the line that the terminal shows, and stands in the grid', async () => {
    const { status, printed } = await lab('join', new URL(classroom.url).host, classroom.code, 'Ada');
    expect([status, printed]).toEqual([0, expect.stringContaining('as Ada')]);
    await row('Ada').waitFor();
  });

  test('another fails the same fact; a name that is a script is a name', async () => {
    const ask = (path: string, body: unknown, token = '') =>
      fetch(`${classroom.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
      });
    const joined = await ask('/api/join', { protocol: PROTOCOL, code: classroom.code, name: SCRIPT });
    const { token } = Joined.parse(await joined.json());
    const report = { kind: 'lab', id: randomUUID(), ageMs: 0, hints: 3, minutes: 20 };
    const failing = { ...report, lab: '02-leaky-query', state: 'failing', fact: 'count-returns-to-baseline' };
    expect((await ask('/api/learner/events', { events: [failing] }, token)).status).toBe(200);
    await says(cell(SCRIPT, 2), 'the task count returns to its baseline');
    await says(page.locator('#facts'), '1 learner');
  });

  test('a failed check shows the fact, and the solution is held back', async () => {
    expect((await lab('2', 'check')).status).toBe(1);
    await says(cell('Ada', 2), 'the task count returns to its baseline');
    await says(page.locator('#facts'), '2 learners');
    const { printed } = await lab('2', 'solution', 'show');
    expect(printed).toContain('holds the solution of lab 2 back');
  });

  test('a hand goes up by a key, and the learner hears that somebody is coming', async () => {
    pane = new Pane([...NODE, LAB, '2'], environment(), { columns: 80, rows: 40 });
    await pane.see('ask for help');
    pane.press('?');
    await says(page.locator('#hands'), 'Ada');
    await says(row('Ada'), 'hand up');
    await page.locator('#hands').getByRole('button', { name: 'I am coming' }).click();
    await pane.see(/coming/i);
  });

  test('a line to everybody and a timer reach the learner, and the screen of the room, which has no names', async () => {
    await page.keyboard.press('l');
    await page.keyboard.type('Break at eleven');
    await page.keyboard.press('Enter');
    await pane?.see('Break at eleven');
    await page.locator('#timer').getByRole('button', { name: 'Start' }).click();
    const projector = await context.newPage();
    await projector.goto(`${classroom.url}/projector`);
    await says(projector.locator('#said'), 'Break at eleven');
    await says(projector.locator('#clock'), ':');
    await says(projector.locator('#join'), classroom.code);
    expect(await projector.locator('body').innerText()).not.toContain('Ada');
    expect(await barriers(projector)).toEqual([]);
    await projector.setViewportSize({ width: 1280, height: 720 });
    const rest = await projector.evaluate<number>('document.documentElement.scrollHeight - innerHeight');
    expect(rest, 'all of it on one screen').toBeLessThanOrEqual(0);
    await projector.close();
  });

  test('twenty minutes and a new start of the server later, both are stuck; browser and terminal have come back by themselves', async () => {
    expect(await classroom.end()).toBe(0);
    await page.locator('#lost').waitFor();
    const { port } = new URL(classroom.url);
    classroom = await ClassroomProcess.start(course.root, { PORT: port, NODE_OPTIONS: TWENTY_MINUTES_ON });
    await says(page.locator('#stuck'), 'Ada');
    await says(page.locator('#stuck'), SCRIPT);
    expect(await page.locator('#lost').isVisible()).toBe(false);
    await says(page.locator('#presence'), '1 here, 2 joined');
    // Of the connection that was lost, and of a server that was not ready yet, nothing else.
    expect(complaints.splice(0).filter((each) => !/net::ERR_|status of 503/.test(each))).toEqual([]);
  });

  test('a released solution can be read', async () => {
    await page.locator('[data-key="release-02-leaky-query"]').click();
    await says(page.locator('#labs'), '✓ released');
    await expect.poll(async () => (await lab('2', 'solution', 'show')).printed).toContain('Channel');
  });

  test('a fix turns the cell', async () => {
    course.solve('02-leaky-query');
    await pane?.see('Passed');
    await says(cell('Ada', 2), 'passed');
    expect(await cell('Ada', 2).getAttribute('class')).toContain('passed');
  });

  test('a learner’s history has all of it, in order', async () => {
    await page.getByRole('button', { name: 'Ada', exact: true }).first().click();
    const lines = await page.locator('dialog tr').allInnerTexts();
    const at = (words: string): number => lines.findIndex((line) => line.includes(words));
    const order = ['joined', 'the task count returns to its baseline', 'hand up', 'coming', 'passed'].map(at);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order).not.toContain(-1);
    await page.keyboard.press('Escape');
  });

  test('all is exported', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Export as CSV' }).click(),
    ]);
    const text = readFileSync(await download.path(), 'utf8');
    expect(text.split('\r\n')[0]).toContain('"02-leaky-query state","02-leaky-query fact"');
    expect(text).toMatch(/^"1","Ada","\S+","\S+",.*"passed","",/m);
  });

  test.for([360, 800, 1440])('at %i px, light and dark, in both languages: it fits, and can be read', async (width) => {
    for (const [colorScheme, language] of [
      ['light', 'zh-CN'],
      ['dark', 'en'],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await page.locator('#language').selectOption(language);
      await page.locator(`html[lang="${language}"]`).waitFor();
      await row('Ada').waitFor();
      await says(
        page.locator('#facts'),
        language === 'en' ? 'the task count returns to its baseline' : '任务数回到基线',
      );
      await says(page.locator('#plan'), language === 'en' ? '90 minutes' : '90 分钟');
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      expect(await barriers(page)).toEqual([]);
    }
  });

  test('the session ends for all', async () => {
    await page.locator('[data-key="end"]').click();
    await says(page.locator('#session'), 'The session has ended.');
    await pane?.see(/ended/i);
    expect(complaints).toEqual([]);
    expect(await classroom.end()).toBe(0);
  });
});
