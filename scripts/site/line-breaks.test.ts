import MarkdownIt from 'markdown-it';
import { expect, test } from 'vitest';
import { closeGaps } from './line-breaks.ts';

test.for([
  ['给结果\n留空位', '给结果留空位'],
  ['它等的，\n“听得到”', '它等的，“听得到”'],
  ['**结束**\n之后', '<strong>结束</strong>之后'],
  ['之后\n**结束**', '之后<strong>结束</strong>'],
  ['手写的队列。\ntaskscope 里', '手写的队列。taskscope 里'],
  ['先看，\n`npm test`', '先看，<code>npm test</code>'],
  ['用 Node\n（新的）', '用 Node（新的）'],
  ['“quoted”\nand more', '“quoted”\nand more'],
  ['用 Node\n运行', '用 Node\n运行'],
  ['运行\n`npm test`', '运行\n<code>npm test</code>'],
  ['a word\nand another', 'a word\nand another'],
] as const)('%j', ([text, html]) => {
  const parser = MarkdownIt();
  const tokens = parser.parse(text, {});
  for (const { children } of tokens) closeGaps(children ?? []);
  expect(parser.renderer.render(tokens, parser.options, {})).toBe(`<p>${html}</p>\n`);
});
