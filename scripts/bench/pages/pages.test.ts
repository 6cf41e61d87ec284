/** The pages of numbers are what was measured last, of all that is measured. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { DUMPS, OPERATIONS, TASKS } from '../growth/growth.ts';
import { measures } from '../measures.ts';
import { numbersPage } from './numbers.ts';
import { withQuotes } from './quotes.ts';
import { readStored } from './store.ts';
import { pagesOf } from './write.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

describe('what is stored', () => {
  test('has a reading of each measure, and of nothing else', () => {
    const { readings } = readStored(ROOT, 'numbers');
    expect(Object.keys(readings), 'run `npm run bench`').toEqual(measures.map(({ name }) => name));
  });

  test('has each curve of what grows, whole', () => {
    const { growth } = readStored(ROOT, 'growth');
    const curves = [...OPERATIONS, ...DUMPS].map(({ name }) => name);
    expect(Object.keys(growth), 'run `npm run bench growth`').toEqual(curves);
    for (const readings of Object.values(growth)) expect(readings).toHaveLength(TASKS.length);
  });
});

test.for(Object.entries(pagesOf(ROOT)))('%s is what was measured', ([path, text]) => {
  const file = join(ROOT, path);
  expect(existsSync(file) ? readFileSync(file, 'utf8') : null, 'run `npm run bench refresh`').toBe(text);
});

const reading = { value: 1.234, least: 1, most: 2, detail: 'this of that' };
const measure = { name: 'x', title: 'how much', unit: '×', hold: 1.3, anchor: 'a | b', measure: async () => reading };
const machine = { date: '2026-01-02', processor: 'P', cores: 2, gigabytes: 8, system: 's', node: 'v1' };

describe('the page of numbers', () => {
  const page = (value: number): string =>
    numbersPage([measure], { machine, readings: { x: { ...reading, value } } }, readStored(ROOT, 'growth'));

  test('says of each number what is promised, what was measured, and whether that is held', () => {
    expect(page(1.234)).toContain('| how much (`x`) | 1.3 × | 1.23 [1.00..2.00] × | ✓ held | a \\| b |');
    expect(page(1.234)).toContain('2 cores (P), 8 GB of memory. All are held.');
    expect(page(1.234)).toContain('- `x`: this of that');
    expect(page(1.31)).toContain('| 1.31 [1.00..2.00] × | ✗ not held |');
    expect(page(1.31)).toContain('0 are held, 1 not.');
  });
});

test('a number that another page quotes is the measured one', () => {
  const quoted = 'It costs <!-- number: x -->9 ns<!-- /number --> and <!-- number: x --><!-- /number -->.';
  expect(withQuotes(quoted, [measure], { x: reading })).toBe(
    'It costs <!-- number: x -->1.23 ×<!-- /number --> and <!-- number: x -->1.23 ×<!-- /number -->.',
  );
  expect(() => withQuotes(quoted, [], {})).toThrow('`x`');
});
