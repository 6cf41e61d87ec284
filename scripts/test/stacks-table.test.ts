import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { changedRows, pageIn, type Result, recordedResults, renderTable, withTable } from './stacks-table.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const koa: Result = {
  position: 0,
  title: { en: 'Koa', 'zh-CN': 'Koa' },
  versions: ['koa 3.3.0'],
  lines: { exact: 2, of: 3 },
};

describe('the table of the stacks', () => {
  test('has a row for each, with what the run saw', () => {
    const hono: Result = {
      position: 1,
      title: koa.title,
      versions: ['a 1', 'b 2'],
      know: { en: 'this', 'zh-CN': '这' },
    };
    expect(renderTable({ koa, hono }, 'en').split('\n')).toEqual([
      '| set-up | versions | works | lines exact | what to know |',
      '| --- | --- | --- | --- | --- |',
      '| Koa | koa 3.3.0 | yes | 2 of 3 |  |',
      '| Koa | a 1, b 2 | yes |  | this |',
    ]);
    expect(renderTable({ koa, hono }, 'zh-CN')).toContain('3 处中 2 处');
  });

  test('says which rows are not as they were', () => {
    expect(changedRows({ koa }, { koa: { ...koa } })).toEqual([]);
    expect(changedRows({ koa }, { koa: { ...koa, versions: ['koa 4.0.0'] } })).toEqual(['koa']);
    expect(changedRows({ koa }, { hono: koa })).toEqual(['koa', 'hono']);
  });

  test.each(['en', 'zh-CN'] as const)('stands in the page as it was recorded last: %s', (language) => {
    const page = readFileSync(pageIn(ROOT, language), 'utf8');
    const table = renderTable(recordedResults(ROOT), language);
    expect(page).toContain(`<!-- stacks -->\n${table}\n<!-- /stacks -->`);
    expect(withTable(page, table)).toBe(page);
  });
});
