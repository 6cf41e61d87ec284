/** A session of three learners: one on the page alone, one in the terminal alone, one in both. Whatever one does, all see. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasTmux, Pane } from '../../lab/test/pane.ts';
import { findChromium, launchChromium } from '../../site/browser/chromium.ts';
import { CourseCopy } from '../../site/browser/course-copy.ts';
import { barriers } from '../../site/browser/look.ts';
import { SiteProcess } from '../../site/browser/site-process.ts';
import { ClassroomProcess } from './classroom-process.ts';

const LAB = fileURLToPath(new URL('../../lab.ts', import.meta.url));
const NODE = [process.execPath, '--conditions=taskscope-source', '--disable-warning=ExperimentalWarning'];
const FIRST = '01-counting';
const executable = findChromium();

/** Where somebody works: a copy of the course, a page of lab 1, a terminal. */
interface Learner {
  name: string;
  course: CourseCopy;
  site: SiteProcess | null;
  page: Page | null;
  pane: Pane | null;
}

describe.skipIf(executable === null || !hasTmux)('a page, a terminal, and both', () => {
  const learners: Learner[] = [];
  let course: CourseCopy;
  let classroom: ClassroomProcess;
  let browser: Browser;
  let dashboard: Page;
  let projector: Page;
  const complaints: string[] = [];

  const environment = (root: string) => ({ LEAKLAB_ROOT: root, LANG: 'C', LC_ALL: 'C', TERM: 'xterm-256color' });
  const lab = (root: string, ...words: string[]): Promise<string> =>
    new Promise((resolve) => {
      const [node = '', ...flags] = NODE;
      const env = { ...process.env, ...environment(root) };
      execFile(node, [...flags, LAB, ...words], { env }, (_error, out, err) => resolve(out + err));
    });
  const newPage = async (url: string, locale: string): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale });
    context.setDefaultTimeout(30_000);
    const page = await context.newPage();
    page.on('pageerror', (error) => void complaints.push(error.message));
    page.on('dialog', (dialog) => dialog.accept());
    await page.goto(url);
    return page;
  };
  const start = async (name: string, at: { page?: 'en' | 'zh-CN'; terminal?: boolean }): Promise<Learner> => {
    const copy = new CourseCopy();
    const site = at.page === undefined ? null : await SiteProcess.start(copy.root);
    const learner: Learner = {
      name,
      course: copy,
      site,
      page: site === null ? null : await newPage(`${site.url}/${at.page}/learn/${FIRST}`, 'en'),
      pane: at.terminal === true ? new Pane([...NODE, LAB, '1'], environment(copy.root), { rows: 40 }) : null,
    };
    return learner;
  };

  beforeAll(async () => {
    course = new CourseCopy();
    [classroom, browser] = await Promise.all([ClassroomProcess.start(course.root), launchChromium(executable ?? '')]);
    dashboard = await newPage(classroom.dashboard, 'en');
    await dashboard.locator('#board').waitFor();
    projector = await dashboard.context().newPage();
    await projector.goto(`${classroom.url}/projector`);
    const started = await Promise.all([
      start('Page', { page: 'zh-CN' }),
      start('Terminal', { terminal: true }),
      start('Both', { page: 'en', terminal: true }),
    ]);
    learners.push(...started);
  });

  afterAll(async () => {
    await browser?.close();
    for (const { course: copy, site, pane } of learners) {
      pane?.close();
      await site?.end();
      copy.close();
    }
    await classroom?.end();
    course?.close();
  });

  const says = (place: Locator, words: string | RegExp): Promise<void> => place.filter({ hasText: words }).waitFor();
  const cell = (name: string): Locator =>
    dashboard.locator('#grid tbody tr').filter({ hasText: name }).locator('td').first();
  /** Wherever each of them looks. */
  const allSee = async (page: RegExp, terminal = page): Promise<void> => {
    await Promise.all(
      learners.flatMap((each) => [
        each.page === null ? null : says(each.page.locator('.room'), page),
        each.pane?.see(terminal),
      ]),
    );
  };

  test('all join while a lab is open, and nothing has to be started anew', async () => {
    const { host } = new URL(classroom.url);
    const [{ page } = { page: null }, ...others] = learners;
    for (const { name, course: copy } of others)
      expect(await lab(copy.root, 'join', host, classroom.code, name)).toContain(`as ${name}.`);
    // Who has the page alone joins there; what was mistyped is said, and can be mended.
    await page?.locator('.entrance summary').click();
    const [address, code, name] = [0, 1, 2].map((place) => page?.locator('.entrance input').nth(place));
    await address?.fill(host);
    await code?.fill('WRONG1');
    await name?.fill('Page');
    await code?.press('Enter');
    await says(page?.locator('.entrance [role=alert]') ?? dashboard.locator('nothing'), '没有用这个课堂码的课');
    await code?.fill(classroom.code.toLowerCase());
    await code?.press('Enter');
    await Promise.all(learners.map((each) => each.page?.locator('.hand input').waitFor()));
    await Promise.all(learners.map(({ pane }) => pane?.see(/ask for help/)));
  });

  test('each fails a fact, and stands so in the grid', async () => {
    const [first] = learners;
    await first?.page?.locator('[data-ask=check]').click();
    for (const { name } of learners) await says(cell(name), '✗');
  });

  test('a hint on the page is counted, a hand carries its question, and somebody comes', async () => {
    const [{ page } = { page: null }, , both] = learners;
    await page?.locator('[data-ask=hint]').click();
    await says(cell('Page'), '1 hint');
    await page?.locator('.hand input').fill('为什么是 30？');
    await page?.locator('.hand button').first().click();
    await says(dashboard.locator('#hands'), '为什么是 30？');
    both?.pane?.press('?');
    await both?.pane?.see(/Your question/);
    both?.pane?.press('Why?', 'Enter');
    await says(dashboard.locator('#hands q').last(), 'Why?');
    const coming = dashboard.locator('#hands [data-key^=coming]');
    for (const left of [1, 0]) {
      await coming.first().click();
      await expect.poll(() => coming.count(), { timeout: 15_000 }).toBe(left);
    }
    await says(page?.locator('.room') ?? dashboard.locator('nothing'), '有人正过来帮你');
    await Promise.all([
      both?.pane?.see(/somebody is coming/),
      both?.page && says(both.page.locator('.room'), 'somebody is coming'),
    ]);
  });

  test('a line, a timer and a release come to all at once', async () => {
    await dashboard.locator('#line').fill('Look at the wall');
    await dashboard.locator('#line').press('Enter');
    await allSee(/“Look at the wall”/);
    await dashboard.locator('#timer').getByRole('button', { name: 'Start' }).click();
    await allSee(/10 min left|剩 10 分钟|10 分钟/);
    await dashboard.locator(`[data-key="release-${FIRST}"]`).click();
    await allSee(/the solution of lab 1 is released|实验 1 的参考解答已公布/);
    await says(projector.locator('#said'), 'Look at the wall');
    for (const { page } of learners) if (page !== null) expect(await barriers(page)).toEqual([]);
  });

  test('a pass, wherever it is seen, turns the cell and takes down the hand', async () => {
    for (const { course: copy } of learners) copy.solve(FIRST);
    for (const { name } of learners) await says(cell(name), 'passed');
    await says(dashboard.locator('#hands'), 'No hand is up.');
    await says(projector.locator('#progress tr').first(), '3 of 3 passed');
  });

  test('who leaves is gone from all, and is where they were when they come back', async () => {
    const [, terminal] = learners;
    if (terminal === undefined) throw new Error('nobody is there');
    await lab(terminal.course.root, 'leave');
    await expect.poll(() => dashboard.locator('#grid tbody tr').count()).toBe(2);
    await lab(terminal.course.root, 'join', new URL(classroom.url).host, classroom.code, 'Both');
    await says(cell('Both (2)'), 'passed');
    await lab(terminal.course.root, 'join', new URL(classroom.url).host, classroom.code, 'Terminal');
    await says(cell('Terminal'), 'passed');
  });

  test('the end clears line, timer and the way in, everywhere', async () => {
    await dashboard.locator('[data-key="end"]').click();
    await allSee(/the session has ended|课堂已结束/);
    for (const { pane } of learners) expect(pane?.screen ?? '').not.toMatch(/Look at the wall|min left|ask for help/);
    for (const { page } of learners) if (page !== null) expect(await page.locator('.hand').isVisible()).toBe(false);
    await says(projector.locator('#clock'), 'The session has ended.');
    expect(await projector.locator('#join').isVisible()).toBe(false);
    expect(await projector.locator('body').innerText()).not.toContain('Look at the wall');
    expect(complaints).toEqual([]);
  });
});
