/** The page to hand out is what its title says, one page: on both usual sizes of paper, in both languages. */
import type { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isShort } from '../../test/short.ts';
import { listen, makeApp } from '../server.ts';
import { findChromium, launchChromium } from './chromium.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const executable = findChromium();

describe.skipIf(executable === null || isShort)('the page to hand out, printed by Chromium', () => {
  let server: Server;
  let url: string;
  let browser: Browser;

  beforeAll(async () => {
    ({ server, url } = await listen(await makeApp(ROOT, '127.0.0.1'), 0, '127.0.0.1'));
    browser = await launchChromium(executable ?? '');
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
    server?.closeAllConnections();
  });

  test.each(['en', 'zh-CN'])('%s: one sheet', async (language) => {
    const page = await browser.newPage();
    await page.goto(`${url}/${language}/teach/hand-out`);
    for (const format of ['A4', 'Letter']) {
      const pdf = (await page.pdf({ format })).toString('latin1');
      expect(pdf.match(/\/Type\s*\/Page\b/g), format).toHaveLength(1);
    }
    await page.close();
  });
});
