/** The site in a real browser, the network cut: reading it, and a lab from its start to its pass. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { canSeeProcesses, processesOf } from '../../lab/test/processes.ts';
import { isLeftOut, isShort } from '../../test/short.ts';
import { findChromium, launchChromium } from './chromium.ts';
import { CourseCopy } from './course-copy.ts';
import { barriers, overflow } from './look.ts';
import { SiteProcess } from './site-process.ts';

const executable = findChromium();
const ID = crypto.randomUUID();
/** Milliseconds after which a wait is given up: far more than it takes, also on a machine that does much else. */
const PATIENCE = 60_000;
const WIDTHS = [360, 800, 1440];
const SCHEMES = ['light', 'dark'] as const;
const LANGUAGES = ['en', 'zh-CN'];
const CHAPTER = 'learn/02-leaky-query';

describe.skipIf(executable === null)('in Chromium', { timeout: 4 * PATIENCE }, () => {
  let course: CourseCopy;
  let site: SiteProcess;
  let browser: Browser;
  const contexts: BrowserContext[] = [];
  /** Of all pages: what the browser complains of, and what it asked elsewhere for. */
  const complaints: string[] = [];

  beforeAll(async () => {
    course = new CourseCopy();
    [site, browser] = await Promise.all([
      SiteProcess.start(course.root, { LEAKLAB_TEST: ID }),
      launchChromium(executable ?? ''),
    ]);
  });

  afterAll(async () => {
    await browser?.close();
    await site?.end();
    course?.close();
  });

  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
    expect(complaints.splice(0)).toEqual([]);
  });

  async function open(address: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    context.setDefaultTimeout(PATIENCE);
    contexts.push(context);
    return openIn(context, address);
  }

  async function openIn(context: BrowserContext, address: string): Promise<Page> {
    const page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (new URL(request.url()).host !== new URL(site.url).host) complaints.push(`asked for ${request.url()}`);
    });
    await page.goto(`${site.url}/${address}`);
    return page;
  }

  describe('every page fits and can be read', () => {
    test.skipIf(isShort).for(LANGUAGES)('a chapter, at every size, light and dark (%s)', async (language) => {
      const page = await open(`${language}/learn/01-counting`, { viewport: { width: 360, height: 800 } });
      await page.locator('.alive').waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        await page.locator('.pages nav').waitFor({ state: width > 1000 ? 'visible' : 'hidden' });
        for (const colorScheme of SCHEMES) {
          await page.emulateMedia({ colorScheme });
          expect(await overflow(page), `${width} px`).toBeLessThanOrEqual(0);
          expect(await barriers(page), `${width} px, ${colorScheme}`).toEqual([]);
        }
      }
    });

    test.skipIf(isShort).for(['learn/00-tasks', 'labs/06-leak-tests', 'toolkit/leak-tests', 'maintain/architecture'])(
      'at 360 px: %s',
      async (address) => {
        const page = await open(`en/${address}`, { viewport: { width: 360, height: 800 }, colorScheme: 'dark' });
        expect(await page.locator('main h1').count()).toBe(1);
        expect(await overflow(page)).toBeLessThanOrEqual(0);
        expect(await barriers(page)).toEqual([]);
      },
    );

    test.skipIf(isShort)('an address that leads nowhere', async () => {
      const page = await open('en/nothing', { viewport: { width: 360, height: 800 } });
      expect(complaints.splice(0)).toEqual([expect.stringContaining('404')]);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      expect(await barriers(page)).toEqual([]);
    });
  });

  describe('reading', () => {
    test('a lab is within reach: Run by ten tabs, its task beside the chapter, ticked off for good, in the editor of one’s choice', async () => {
      const page = await open('en/learn/01-counting');
      await page.locator('.alive').waitFor();
      const stops: string[] = [];
      for (let stop = 0; stop < 10; stop++) {
        await page.keyboard.press('Tab');
        stops.push(await page.evaluate<string>('document.activeElement.textContent'));
      }
      expect(stops).toEqual(expect.arrayContaining(['Run', 'Check']));
      const box = page.locator('.task li').first().getByRole('checkbox');
      expect(await page.locator('.task li').first().innerText()).toContain('GET /_count');
      await box.check();
      await page.locator('.editor').selectOption('zed');
      await page.reload();
      await page.locator('.alive').waitFor();
      expect(await box.isChecked()).toBe(true);
      expect(await page.locator('.files a').first().getAttribute('href')).toMatch(/^zed:\/\/file\/.*server\.ts:1$/);
      expect(await barriers(page)).toEqual([]);
    });

    test.for(LANGUAGES)('search, by keys alone (%s)', async (language, { skip }) => {
      skip(isLeftOut(language, ['en']));
      const page = await open(`${language}/learn/00-tasks`);
      await page.keyboard.press('/');
      await page.keyboard.type('unbuffered channel');
      // Where only a heading has the words, none stands out in its excerpt.
      const found = page.locator('.results small', { has: page.locator('mark', { hasText: /unbuffered|channel/i }) });
      expect((await found.first().innerText()).length, 'with the words around').toBeGreaterThan(30);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.waitForURL(new RegExp(`/${language}/.*#`));
      expect(await page.locator(decodeURIComponent(new URL(page.url()).hash)).count()).toBe(1);
    });

    test.skipIf(isShort)('the language is switched, and the page stays, where it was read', async () => {
      const page = await open('en/learn/03-load-testing');
      await page.locator('#the-trap').scrollIntoViewIfNeeded();
      await page.evaluate('document.querySelector("#the-trap").scrollIntoView()');
      const top = () =>
        page.evaluate<number>('Math.round([...document.querySelectorAll("main h2")][4].getBoundingClientRect().top)');
      const before = await top();
      await page.getByRole('link', { name: '简体中文' }).click();
      await page.waitForURL('**/zh-CN/learn/03-load-testing');
      // A pixel is what rounding may take.
      await expect.poll(async () => Math.abs((await top()) - before), { timeout: PATIENCE }).toBeLessThanOrEqual(1);
      await page.getByRole('link', { name: 'English' }).click();
      await page.waitForURL('**/en/learn/03-load-testing');
    });

    test.skipIf(isShort)('keys: the next page, the one before, light or dark, and what keys there are', async () => {
      const page = await open('en/learn/01-counting');
      await page.keyboard.press('j');
      await page.waitForURL('**/en/learn/02-leaky-query');
      await page.keyboard.press('k');
      await page.waitForURL('**/en/learn/01-counting');
      await page.keyboard.press('t');
      expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
      await page.keyboard.press('?');
      expect(await page.locator('.keys').isVisible()).toBe(true);
    });

    test.skipIf(isShort)('a block of code is copied whole', async () => {
      const page = await open(`en/${CHAPTER}`, { permissions: ['clipboard-read', 'clipboard-write'] });
      const block = page.locator('.code').first();
      await block.hover();
      await block.locator('.copy').click();
      await expect
        .poll(() => page.evaluate<string>('navigator.clipboard.readText()'))
        .toBe(await block.locator('pre').innerText());
    });

    test.skipIf(isShort)('on paper there is the text, and nothing of what is pressed', async () => {
      const page = await open(`en/${CHAPTER}`);
      await page.emulateMedia({ media: 'print' });
      for (const hidden of ['header', '.pages', '.panel', '.neighbours', '.copy'])
        expect(await page.locator(hidden).first().isVisible(), hidden).toBe(false);
      expect(await page.locator('main details > p').last().isVisible(), 'answers are unfolded').toBe(true);
    });

    test.skipIf(isShort)('without scripts the page is complete, and says how the lab goes in a terminal', async () => {
      const page = await open(`en/${CHAPTER}`, { javaScriptEnabled: false });
      expect(await page.locator('.search').isVisible()).toBe(false);
      expect(await page.locator('.alive').isVisible()).toBe(false);
      expect(await page.locator('.instead').innerText()).toContain('npm run lab 2 run');
    });
  });

  test.skipIf(isShort)(
    'a lab, from its start to its pass: the count rises, the file is fixed on disk, the verdict turns',
    async () => {
      const page = await open(`en/${CHAPTER}`);
      const [context] = contexts;
      if (context === undefined) throw new Error('it was opened');
      const other = await openIn(context, `zh-CN/${CHAPTER}`);
      const figures = page.locator('.panel figure:not([hidden])');
      const outcome = (text: string): Promise<void> => page.locator('.outcome', { hasText: text }).waitFor();

      // Run it: the count draws itself, in both tabs.
      await page.getByRole('button', { name: 'Run', exact: true }).click();
      const counts = new Set<number>();
      await vi.waitFor(
        async () => {
          const text = await page.locator('.numbers').last().innerText();
          counts.add(Number(/now (\d+)/.exec(text)?.[1] ?? 0));
          if (counts.size < 4) throw new Error(`seen: ${[...counts]}`);
        },
        { timeout: PATIENCE, interval: 100 },
      );
      expect([...counts], 'it rises').toEqual([...counts].sort((a, b) => a - b));
      await other.locator('canvas').waitFor();
      await page.getByText('1000 tasks stayed, all proven').waitFor();

      // Who is there: by the keyboard, down to the line.
      await page.locator('.panel .count').first().focus();
      await page.keyboard.press('Enter');
      await page.locator('.panel .details mark', { hasText: 'await channel.send' }).waitFor();
      expect(await page.locator('.panel .group').first().innerText()).toMatch(/1000 ×[\s\S]*✗ proven[\s\S]*chan send/);
      expect(await page.locator('.panel .details a').first().getAttribute('href')).toMatch(
        /^vscode:\/\/file\/.*server\.ts:\d+$/,
      );

      // Check it: it is not right yet. A hint.
      await page.getByRole('button', { name: 'Check', exact: true }).click();
      await outcome('✗ Not yet. 8 of 11 facts hold.');
      await page.locator('.facts .fail').waitFor();
      const inSight = `(({ top, bottom }) => top >= 0 && bottom <= innerHeight)(document.querySelector('.facts .fail').getBoundingClientRect())`;
      expect(await page.evaluate(inSight), 'the fact that fails is in sight').toBe(true);
      const chinese = other.locator('.facts .fail');
      await chinese.filter({ hasText: '任务数回到基线' }).waitFor();
      expect(await chinese.innerText(), 'the whole of it').not.toMatch(/tasks|nobody|receive/);
      await page.getByRole('button', { name: 'Show a hint' }).click();
      await page.getByText('A nudge').waitFor();
      expect(await page.locator('.panel .diff details').isVisible(), 'no secret only after a pass').toBe(false);
      expect(await barriers(page)).toEqual([]);

      // Fix it on disk: the verdict turns by itself, in both tabs, each in its language.
      course.solve('02-leaky-query');
      await outcome('✓ Passed. All 11 facts hold.');
      await other.locator('.outcome', { hasText: '✓ 通过。全部 11 个检查项成立。' }).waitFor();
      await page.getByText(/^1 of \d+ labs passed/).waitFor();
      await page.locator('.pages [data-lab="02-leaky-query"] .mark').first().waitFor();
      expect(await page.locator('.next a').innerText()).toBe('Next: lab 3, Load testing');

      // Run it again: the drawing from before stays beside it.
      await page.getByRole('button', { name: 'Run', exact: true }).click();
      await page.getByText('nothing stayed; before, 1000 tasks stayed').waitFor();
      expect(await figures.count()).toBe(2);
      await page.getByText('Your code beside the solution').click();
      await page.getByText('Yours and the solution are the same.').waitFor();

      // Start over, see the difference, and go on where it was.
      page.on('dialog', (dialog) => dialog.accept());
      await page.getByRole('button', { name: 'Start over' }).click();
      await page.getByText('The starter is back. What you wrote is kept.').waitFor();
      await outcome('✗ Not yet.');
      await page.getByRole('button', { name: 'Bring back what I wrote' }).click();
      await outcome('✓ Passed.');
      for (const width of [360, 800]) {
        await page.setViewportSize({ width, height: 800 });
        expect(await overflow(page)).toBeLessThanOrEqual(0);
      }
      expect(await barriers(page)).toEqual([]);

      // The pages go, and nothing is left running but the server.
      await page.getByRole('button', { name: 'Run', exact: true }).click();
      await page.getByRole('button', { name: 'Stop' }).waitFor();
      await context.close();
      await vi.waitFor(async () => expect(await processesOf(ID)).toHaveLength(canSeeProcesses ? 1 : 0), {
        timeout: PATIENCE,
        interval: 100,
      });
    },
  );

  test('it prints one line, its address, and ends clean when it is asked to', async () => {
    const own = await SiteProcess.start(course.root);
    expect(own.printed).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/);
    expect(await own.end('SIGINT')).toBe(0);
    expect(await site.end('SIGTERM')).toBe(0);
  });
});
