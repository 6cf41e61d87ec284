/** The running orders on the page are those that the dashboard follows. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { PLANS } from './session/plans.ts';

const PAGE = fileURLToPath(new URL('../../docs/en/teach/00-running-orders.md', import.meta.url));
const TRANSLATED = PAGE.replace('/en/', '/zh-CN/');

const PAGES = { en: PAGE, 'zh-CN': TRANSLATED };

test.each(PLANS)('$title.en', ({ title, parts }) => {
  for (const language of ['en', 'zh-CN'] as const) {
    const [, section = ''] = readFileSync(PAGES[language], 'utf8').split(`\n## ${title[language]}\n`);
    expect(rowsOf(section)).toEqual(parts.map((part) => [part.title[language], part.minutes]));
  }
});

/** Title and minutes, of the first table. */
function rowsOf(text: string): [string, number][] {
  const [section = ''] = text.split('\n## ');
  return [...section.matchAll(/^\| (.+?) \| (\d+) \| .*\|$/gm)].map(([, title = '', minutes]) => [
    title,
    Number(minutes),
  ]);
}
