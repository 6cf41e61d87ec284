/** The decks of this repository. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { LANGUAGES, readBook } from '../book.ts';
import { served } from '../links.ts';
import { readSite } from '../site.ts';
import { readDecks, slidesOf } from './decks.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const book = readBook(ROOT);
const decks = readDecks(ROOT, book);
const site = await readSite(ROOT, served);
const htmlOf = (address: string): string => String(site.get(address)?.read());

test('each lab has a deck in each language, with five to nine slides', () => {
  for (const language of LANGUAGES) {
    const labs = decks.filter(({ address }) => /^\/[\w-]+\/teach\/slides\/0[1-6]-/.test(address));
    const own = labs.filter(({ page }) => page.language === language);
    expect(own).toHaveLength(6);
    for (const { page } of own) {
      const { length } = slidesOf(ROOT, page);
      expect(length, page.path).toBeGreaterThanOrEqual(5);
      expect(length, page.path).toBeLessThanOrEqual(9);
    }
  }
});

test('a deck is complete without a script, and has no script but its own', () => {
  for (const { address, page } of decks) {
    const html = htmlOf(address);
    expect(html.match(/<section class="slide/g)).toHaveLength(slidesOf(ROOT, page).length + 1);
    expect(html.match(/<h1\b/g), address).toHaveLength(1);
    expect(html.match(/<script\b[^>]*>/g)).toEqual([
      '<script src="/assets/theme.js">',
      '<script defer src="/assets/slides.js">',
    ]);
    expect(html).not.toMatch(/\son\w+="/);
  }
});

test('each slide of a lab has the demo and the wrong fixes of its page for instructors, in its language', () => {
  const headings = { en: ['The live demo', 'Wrong fixes that will come'], 'zh-CN': ['现场演示', '会出现的错误修复'] };
  for (const { address, page } of decks.filter(({ kit }) => kit !== undefined)) {
    const html = htmlOf(address);
    for (const heading of headings[page.language])
      expect(html.split(`<summary>${heading}</summary>`).length - 1, address).toBe(slidesOf(ROOT, page).length);
  }
  expect(htmlOf('/en/teach/slides/02-leaky-query')).toContain('<strong>receive-three</strong>');
});

test('it leads only to what is there', () => {
  for (const { address } of decks) {
    for (const [, link = ''] of htmlOf(address).matchAll(/(?:href|src)="([^"#]*)/g))
      if (!/^https?:/.test(link)) expect(site.has(link), `${address} links to ${link}`).toBe(true);
  }
});

test('pages list the decks of their language where they list how to teach', () => {
  const deck = decks.find(({ address }) => address === '/en/teach/slides/02-leaky-query');
  expect(htmlOf('/en/learn/00-tasks')).toContain(`href="${deck?.address}"`);
  expect(htmlOf('/zh-CN/learn/00-tasks')).toContain('href="/zh-CN/teach/slides/02-leaky-query"');
  expect(htmlOf('/zh-CN/learn/00-tasks')).not.toContain('/en/teach/slides/');
});
