import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { rank, words } from './search-options.ts';

const TEXTS = ['Task count, 3 × `await`', '协程泄露是什么', 'Node 里的任务count泄露', '泄', '', '  a-b_c  '];

test('Latin words are kept, Chinese is cut into pairs', () => {
  expect(words('Node 里的任务count')).toEqual(['Node', '里的', '的任', '任务', 'count']);
  expect(words('泄')).toEqual(['泄']);
});

test('learners’ pages come first, served and written', () => {
  const ids = [
    '/en/maintain/decisions#a',
    '/en/toolkit/guide#a',
    '/en/learn/01-counting#a',
    '../teach/00-threats.html#a',
  ];
  expect(ids.toSorted((a, b) => rank(b) - rank(a))[0]).toBe('/en/learn/01-counting#a');
  expect(rank('learn/01-counting.html#a')).toBe(rank('/en/labs/01-counting#b'));
});

test('the browser ranks as this does', () => {
  const script = readFileSync(new URL('./assets/search.js', import.meta.url), 'utf8');
  const [source] = /^function rank\(id\) \{[\s\S]*?^\}/m.exec(script) ?? [];
  const inBrowser: unknown = runInNewContext(`(${source})`);
  if (typeof inBrowser !== 'function') throw new Error('`assets/search.js` has no function `rank`.');
  for (const id of ['/en/learn/a#b', '/en/teach/a#b', 'toolkit/a.html#learn']) expect(inBrowser(id)).toBe(rank(id));
});

test('the browser cuts a question as the index was cut', () => {
  const script = readFileSync(new URL('./assets/search.js', import.meta.url), 'utf8');
  const [source] = /^function words\(text\) \{[\s\S]*?^\}/m.exec(script) ?? [];
  const inBrowser: unknown = runInNewContext(`(${source})`);
  if (typeof inBrowser !== 'function') throw new Error('`assets/search.js` has no function `words`.');
  for (const text of TEXTS) expect([...inBrowser(text)]).toEqual(words(text));
});
