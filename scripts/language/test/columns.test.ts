/** Lines with Chinese in them fit, and are broken where a reader expects it. */
import stringWidth from 'fast-string-width';
import { describe, expect, test } from 'vitest';
import { breakLine, columnsOf, padTo } from '../columns.mjs';

const TEXT =
  '有 207 个任务在等待发送，但不会再有人接收。可以让通道有足够的空位（例如 `new Channel<Row>(3)`），放下它们要发送的值；也可以用信号结束。';

test('columns are those of the library that the other screens use', () => {
  for (const text of [TEXT, '✓ 通过。', '正在检查…', 'plain', '', 'ｆｕｌｌ', '한국', 'かな', '○ × → ━'])
    expect(columnsOf(text), text).toBe(stringWidth(text));
});

test('padding counts columns', () => {
  expect(padTo('期望', 10)).toBe('期望      ');
  expect(padTo('expected', 4)).toBe('expected');
});

describe('a line is broken', () => {
  test.for(Array.from({ length: 70 }, (_, index) => index + 24))(
    'at %i columns: it fits, loses nothing, begins with no stop',
    (width) => {
      const lines = breakLine(TEXT, width);
      expect(Math.max(...lines.map(columnsOf))).toBeLessThanOrEqual(width);
      expect(lines.join('').replaceAll(' ', '')).toBe(TEXT.replaceAll(' ', ''));
      for (const line of lines.slice(1)) expect(line).not.toMatch(/^[，。；）、 ]/);
      for (const line of lines) expect(line).not.toMatch(/（$/);
    },
  );

  test('English at blanks only, and what is too long stands alone', () => {
    expect(breakLine('one two three', 7)).toEqual(['one two', 'three']);
    expect(breakLine('a unbreakable b', 5)).toEqual(['a', 'unbreakable', 'b']);
  });

  test('where blanks at the start, and between words, were meant', () => {
    expect(breakLine('  任务  1', 20)).toEqual(['  任务  1']);
    expect(breakLine('', 20)).toEqual(['']);
  });

  test('escape sequences take no room, where the measure knows them', () => {
    expect(breakLine('\u001b[1m任务数\u001b[22m：三', 8, stringWidth)).toEqual(['\u001b[1m任务数\u001b[22m：', '三']);
  });
});
