import { describe, expect, test } from 'vitest';
import { escapeHtml } from './escape.ts';
import { renderMarkdown } from './render-markdown.ts';

const render = (text: string) =>
  renderMarkdown(text, {
    highlight: (code, language) => `<pre data-language="${language}">${escapeHtml(code)}</pre>`,
    resolve: (target) => (target.startsWith('elsewhere') ? null : `to:${target}`),
    codeLabel: 'Code',
  });

describe('HTML in a page', () => {
  test.each([
    '<script>alert(1)</script>',
    'a <img src=x onerror=alert(1)> b',
    '<details onclick="alert(1)">',
    '<summary><b>x</b></summary>',
    '<iframe src="//x"></iframe>',
    '[x](javascript:alert(1))',
  ])('%s is text, and never more', (text) => {
    const { html } = render(text);
    expect(html).not.toMatch(/<(script|img|iframe|b|details)\b|href="(to:)?javascript:/);
  });

  test('what pages use of it: folded answers, and comments that nobody sees', () => {
    const { html } = render(
      '<!-- code: a.ts#b -->\n\n<details>\n<summary>Answer & more</summary>\n\nIt is *so*.\n\n</details>\n',
    );
    expect(html).toBe('<details>\n<summary>Answer &amp; more</summary>\n<p>It is <em>so</em>.</p>\n</details>\n');
  });
});

test('indented blocks of code are blocks of code as fenced ones are', () => {
  const block = (language: string): string =>
    `<div class="code" role="region" aria-label="Code"><pre data-language="${language}">npm run</pre></div>\n`;
  expect(render('Do:\n\n    npm run\n').html).toContain(block(''));
  expect(render('```sh\nnpm run\n```\n').html).toBe(block('sh'));
});

test('headings have the names that links use, each its own', () => {
  const { headings, html } = render('# One\n\n## Two words\n\n### `code` & co\n\n## Two words\n');
  expect(headings).toEqual([
    { level: 2, id: 'two-words', text: 'Two words' },
    { level: 3, id: 'code--co', text: 'code & co' },
    { level: 2, id: 'two-words-1', text: 'Two words' },
  ]);
  expect(html).toContain('<h2 id="two-words-1">');
});

test('links and pictures lead where the site says; to what it does not show, none does', () => {
  const { html } = render('[a](b.md#c) ![d](e.svg) [gone](elsewhere.ts)');
  expect(html).toContain('<a href="to:b.md#c">a</a>');
  expect(html).toContain('<img src="to:e.svg" alt="d">');
  expect(html).toContain('<a class="elsewhere">gone</a>');
});

test('the words under each heading are what the search finds', () => {
  const { passages } = render('# One\n\nfirst `code`\nline\n\n## Two\n\n- item\n\n```ts\nnot this\n```\n');
  expect(passages).toEqual([
    { id: 'one', heading: 'One', text: 'first code line' },
    { id: 'two', heading: 'Two', text: 'item' },
  ]);
});
