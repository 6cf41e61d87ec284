/** The slides in a real browser: keys, the window for the audience, and whether all of it can be read. */
import type { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { isLeftOut, isShort } from '../../test/short.ts';
import { readBook } from '../book.ts';
import { listen, makeApp } from '../server.ts';
import { readDecks } from '../slides/decks.ts';
import { findChromium, launchChromium } from './chromium.ts';
import { barriers, overflow } from './look.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const executable = findChromium();
const DECK = '/en/teach/slides/02-leaky-query';
/** Of the largest size that a slide is shown in: below that, nobody reads it from the back of a room. */
const SMALLEST = 0.4;

describe.skipIf(executable === null)('slides in Chromium', () => {
  let server: Server;
  let url: string;
  let browser: Browser;
  let context: BrowserContext;
  const complaints: string[] = [];

  beforeAll(async () => {
    ({ server, url } = await listen(await makeApp(ROOT, '127.0.0.1'), 0, '127.0.0.1'));
    browser = await launchChromium(executable ?? '');
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
    server?.closeAllConnections();
  });
  afterEach(async () => {
    await context.close();
    expect(complaints.splice(0)).toEqual([]);
  });

  async function open(address: string, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
    context = await browser.newContext({ viewport: { width: 1280, height: 720 }, colorScheme });
    context.setDefaultTimeout(20_000);
    context.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(url + address);
    await page.locator('.slide.shown').waitFor();
    return page;
  }

  const titleOn = (page: Page): Promise<string> => page.locator('.slide.shown :is(h1, h2)').first().innerText();

  test('keys: on, back, first, last, the notes, the list of keys', async () => {
    const page = await open(DECK);
    const first = await titleOn(page);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Space');
    expect(new URL(page.url()).hash).toBe('#slide-3');
    await page.keyboard.press('PageUp');
    expect(new URL(page.url()).hash).toBe('#slide-2');
    const next = await page.locator('#slide-3 h2').innerText();
    expect(await page.locator('.slide.shown .preview h2').innerText(), 'what comes, above the notes').toBe(next);
    await page.keyboard.press('End');
    expect(await page.locator('.preview').isVisible(), 'nothing comes').toBe(false);
    expect(await page.locator('.place output').innerText()).toMatch(/^(\d+) \/ \1$/);
    await page.keyboard.press('Home');
    expect(await titleOn(page)).toBe(first);
    await page.keyboard.press('n');
    expect(await page.locator('.slide.shown .notes').isVisible()).toBe(false);
    await page.keyboard.press('?');
    expect(await page.locator('.bar .help').isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    expect(await page.locator('.bar .help').isVisible()).toBe(false);
  });

  test.skipIf(isShort)('a window for the audience follows, leads as well, and turns black', async () => {
    const page = await open(`${DECK}#slide-2`);
    const [audience] = await Promise.all([context.waitForEvent('page'), page.keyboard.press('a')]);
    await audience.locator('.audience .slide.shown').waitFor();
    expect(await titleOn(audience)).toBe(await titleOn(page));
    expect(await audience.locator('.bar').isVisible()).toBe(false);
    expect(await audience.locator('.slide.shown .notes').isVisible()).toBe(false);

    await page.keyboard.press('ArrowRight');
    await audience.locator('#slide-3.shown').waitFor();
    await audience.keyboard.press('ArrowRight');
    await page.locator('#slide-4.shown').waitFor();
    await page.keyboard.press('b');
    await audience.locator('.curtain').waitFor({ state: 'visible' });
    expect(await page.locator('.slide.shown > .sheet').isVisible()).toBe(true);
    await page.keyboard.press('ArrowRight');
    await audience.locator('.curtain').waitFor({ state: 'hidden' });
    expect(await audience.locator('#slide-4.shown').count()).toBe(1);
  });

  test.for([
    { language: 'en', scheme: 'light' },
    { language: 'zh-CN', scheme: 'dark' },
  ] as const)('without barriers: $language, $scheme', async ({ language, scheme }, { skip }) => {
    skip(isLeftOut(language, ['zh-CN']));
    const page = await open(`${DECK.replace('/en/', `/${language}/`)}#slide-3`, scheme);
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(await barriers(page)).toEqual([]);
  });

  test.skipIf(isShort)('on paper each slide has a page, in landscape, and nothing is cut off', async () => {
    const page = await open(`${DECK}#slide-3`, 'dark');
    const slides = await page.locator('.slide').count();
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(slides);
    for (const [, width, height] of pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g))
      expect(Number(width)).toBeGreaterThan(Number(height));
    await page.evaluate('window.dispatchEvent(new Event("beforeprint"))');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const cut = await page.evaluate<number>(
      '[...document.querySelectorAll(".slide > .sheet")].filter((sheet) => sheet.scrollHeight > sheet.clientHeight + 1).length',
    );
    expect(cut).toBe(0);
    expect(await page.evaluate('getComputedStyle(document.body).color'), 'dark on white').toBe('rgb(31, 35, 40)');
  });

  test.skipIf(isShort).for([
    [1280, 720],
    [1024, 768],
  ] as const)('every slide fits on a wall of %i × %i, at a size that can be read', async ([width, height]) => {
    const decks = readDecks(ROOT, readBook(ROOT)).filter(({ page }) => page.language === page.written);
    const page = await open(`${DECK}?audience`);
    await page.setViewportSize({ width, height });
    const small: string[] = [];
    for (const { address } of decks) {
      await page.goto(`${url + address}?audience`);
      const slides = await page.locator('.slide').count();
      for (let number = 1; number <= slides; number++) {
        await page.locator(`#slide-${number}.shown`).waitFor();
        const size = Number(await page.locator('.slide.shown > .sheet').getAttribute('data-fit'));
        const whole = await page.evaluate<boolean>(
          '(({ scrollHeight, clientHeight }) => scrollHeight <= clientHeight + 1)(document.querySelector(".shown .sheet"))',
        );
        if (size < SMALLEST || !whole) small.push(`${address}#slide-${number}: ${await titleOn(page)} (${size})`);
        await page.keyboard.press('ArrowRight');
      }
    }
    expect(small, 'show less on these slides').toEqual([]);
  });
});
