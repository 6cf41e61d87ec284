import stringWidth from 'fast-string-width';
import { describe, expect, test } from 'vitest';
import { plain, wrap } from '../render/wrap.ts';
import { layOut } from '../watch/layout.ts';

const numbered = (count: number): string => Array.from({ length: count }, (_, index) => `line ${index}`).join('\n');
const parts = { head: 'title\ntask', body: numbered(30), foot: 'keys\nprogress' };

describe('a screen', () => {
  test.for([
    [80, 24],
    [80, 10],
    [20, 6],
    [5, 4],
    [1, 1],
    [200, 100],
  ] as const)('of %i × %i is never larger than that', ([columns, rows]) => {
    const long = { ...parts, body: `${parts.body}\n${'课程'.repeat(50)} ${'x'.repeat(300)}` };
    for (const scroll of [0, 7, 1000]) {
      const lines = layOut(long, { columns, rows }, scroll).text.split('\n');
      expect(lines.length).toBeLessThanOrEqual(rows);
      // A Chinese character can't be cut in two.
      for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(Math.max(2, columns));
    }
  });

  test('shows all that fits, and says nothing of more', () => {
    const { text, whole } = layOut(parts, { columns: 80, rows: 40 }, 0);
    expect(text).toBe(`title\ntask\n\n${parts.body}\n\nkeys\nprogress`);
    expect(whole).toBe(true);
  });

  test('else as much as there is room for, and how much there is besides', () => {
    const { text, whole } = layOut(parts, { columns: 80, rows: 16 }, 5);
    expect(text).toContain('line 5\n');
    expect(text).toContain('line 14\n');
    expect(text).toContain('5 above, 15 below');
    expect(text).toMatch(/keys\nprogress$/);
    expect(whole).toBe(false);
  });

  test('is scrolled no further than there is something', () => {
    expect(layOut(parts, { columns: 80, rows: 16 }, 1000).scroll).toBe(20);
    expect(layOut(parts, { columns: 80, rows: 16 }, -3).scroll).toBe(0);
  });

  test('gives up all of its head but the title before it gives up the body', () => {
    const { text } = layOut(parts, { columns: 80, rows: 9 }, 0);
    expect(text).toMatch(/^title\nline 0\n/);
  });
});

test('texts are broken by columns, of which a Chinese character takes two', () => {
  const lines = wrap('路径 路径 路径 abc', 2, 12).split('\n');
  expect(lines).toEqual(['  路径 路径', '  路径 abc']);
});

test('what a program printed moves no cursor, and its lines stay lines', () => {
  expect(plain('\u001b[2J\u001b[31mred\u001b[0m\tend\r\u0007\nnext')).toBe('red  end\nnext');
});
