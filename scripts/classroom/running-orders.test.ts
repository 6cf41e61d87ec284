/** The running orders on the page are those that the dashboard follows. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { PLANS } from './session/plans.ts';

const PAGE = fileURLToPath(new URL('../../docs/en/teach/00-running-orders.md', import.meta.url));
const TRANSLATED = PAGE.replace('/en/', '/zh-CN/');

test.each(PLANS)('$title', ({ title, parts }) => {
  const [, section = ''] = readFileSync(PAGE, 'utf8').split(`\n## ${title}\n`);
  expect(rowsOf(section)).toEqual(parts.map((part) => [part.title, part.minutes]));
});

test('a translation has the same minutes, in the same order', () => {
  const minutes = (page: string): number[] => rowsOf(readFileSync(page, 'utf8'), false).map(([, each]) => each);
  expect(minutes(TRANSLATED)).toEqual(minutes(PAGE));
});

/** Title and minutes; of the first table, or of all. */
function rowsOf(text: string, first = true): [string, number][] {
  const [section = ''] = first ? text.split('\n## ') : [text];
  return [...section.matchAll(/^\| (.+?) \| (\d+) \| .*\|$/gm)].map(([, title = '', minutes]) => [
    title,
    Number(minutes),
  ]);
}
