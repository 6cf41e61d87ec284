/** Pictures of the site for the documents: a lab before its fix, and after. */
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { CourseCopy } from './course-copy.ts';
import { SiteProcess } from './site-process.ts';

const CHAPTER = 'en/learn/02-leaky-query';
const LAB = '02-leaky-query';
const SIZE = { width: 1440, height: 900 };
/** Of WebP: small, and text stays sharp. */
const QUALITY = 82;
/** Milliseconds that a run or a check may take. */
const PATIENCE = 60_000;

export interface Screenshot {
  name: string;
  content: Buffer;
}

/** `chromium`: the path of the browser. Works on a copy of the course. */
export async function takeScreenshots(chromium: string): Promise<Screenshot[]> {
  const course = new CourseCopy();
  const [site, browser] = await Promise.all([SiteProcess.start(course.root), launchChromium(chromium)]);
  const open = (colorScheme: 'light' | 'dark'): Promise<Page> =>
    openChapter(browser, `${site.url}/${CHAPTER}`, colorScheme);
  try {
    const dark = await open('dark');
    await press(dark, 'Run');
    await dark.getByText('all proven never to finish').waitFor();
    await dark.locator('.panel .count').first().click();
    await dark.locator('.panel .details mark').waitFor();
    // The drawing and the line, on one picture.
    await dark.evaluate("document.querySelector('.drawings').scrollIntoView()");
    const before = { name: 'site-leak.webp', content: await capture(dark) };
    course.solve(LAB);
    await dark.locator('.outcome.pass').waitFor();
    const light = await open('light');
    await press(light, 'Run');
    await light.getByText('nothing stayed').waitFor();
    return [before, { name: 'site-fixed.webp', content: await capture(light) }];
  } finally {
    await browser.close();
    await site.end();
    course.close();
  }
}

async function openChapter(browser: Browser, url: string, colorScheme: 'light' | 'dark'): Promise<Page> {
  const context = await browser.newContext({ viewport: SIZE, colorScheme });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  await page.goto(url);
  // Folded: the picture is of what a run and a check show.
  await page.locator('.task summary').click();
  return page;
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
}

/** Playwright itself writes no WebP. */
export async function capture(page: Page): Promise<Buffer> {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: QUALITY });
  return Buffer.from(data, 'base64');
}
