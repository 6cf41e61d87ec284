import { expect, test } from 'vitest';
import { loadHighlighter } from './highlight.ts';

const CODE = `// a comment
const answer: number = 42; // <b>&
await f('x', \`y \${answer}\`);
`;

test('the text is what it was, escaped, and every class has its colour for light and for dark', async () => {
  const { highlight, style } = await loadHighlighter();
  for (const language of ['ts', 'js', 'go', 'json', 'sh']) {
    const html = highlight(CODE, language);
    expect(html.replaceAll(/<[^>]*>/g, '')).toBe(
      CODE.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll("'", '&#39;'),
    );
    const classes = [...html.matchAll(/<span class="([^"]*)">/g)].flatMap(([, names = '']) => names.split(' '));
    expect(classes.length, language).toBeGreaterThan(4);
    for (const name of classes) expect(style).toMatch(new RegExp(`\\.${name}\\{--code-(light|dark):#`));
  }
});

test('styles stand in the style sheet only: the policy lets no element bring its own', async () => {
  const { highlight } = await loadHighlighter();
  expect(highlight(CODE, 'ts')).not.toContain('style=');
});

test('a language that is not known is plain text', async () => {
  const { highlight } = await loadHighlighter();
  expect(highlight('<i>', 'cobol')).toBe('<pre class="shiki" tabindex="0"><code>&lt;i&gt;</code></pre>');
});
