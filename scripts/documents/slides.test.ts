/** Slides are read from a page, and each comment without its partner is found. */
import { expect, test } from 'vitest';
import { problemsIn } from './fixture.ts';
import { parseMarkdown } from './markdown.ts';
import { refreshed } from './refresh.ts';
import { readSlides } from './slides.ts';

const PAGE = `# A

<!-- slide: Two things -->

- one
- two

<!-- notes: Ask *first*. -->
<!-- notes: Then show. -->

<!-- /slide -->

Not on a slide.

<!-- slide: Code -->

<!-- code: labs/one.ts -->
\`\`\`ts
const a = 1;
\`\`\`

<!-- /slide -->
`;

test('a slide is what stands between the comments', () => {
  expect(readSlides(PAGE)).toEqual({
    slides: [
      { title: 'Two things', line: 3, text: '- one\n- two', notes: ['Ask *first*.', 'Then show.'] },
      { title: 'Code', line: 15, text: '<!-- code: labs/one.ts -->\n```ts\nconst a = 1;\n```', notes: [] },
    ],
    problems: [],
  });
});

test.for([
  ['<!-- slide: A -->\n\ntext\n', '1: the slide `A` has no end'],
  ['<!-- slide: A -->\n\ntext\n\n<!-- slide: B -->\n\ntext\n\n<!-- /slide -->\n', '1: the slide `A` has no end'],
  ['text\n\n<!-- /slide -->\n', '3: `<!-- /slide -->` ends no slide'],
  ['<!-- slide: A -->\n\n<!-- /slide -->\n', '1: the slide `A` is empty'],
  ['text\n\n<!-- notes: Hello. -->\n', '3: notes belong to a slide'],
  ['<!-- slide -->\n\ntext\n\n<!-- /slide -->\n', '1: the slide has no title'],
])('%j is a problem of the page', ([page = '', expected]) => {
  const [problem, ...more] = problemsIn(page).map(({ line, message }) => `${line}: ${message}`);
  expect(problem).toContain(expected);
  expect(more).toEqual([]);
});

test('the rest of the machinery passes over the comments', () => {
  const files = { 'labs/one.ts': 'const a = 1;\n' };
  expect(problemsIn(PAGE, files)).toEqual([]);
  expect(parseMarkdown(PAGE).blocks).toEqual([
    expect.objectContaining({ marker: { kind: 'code', path: 'labs/one.ts', region: null } }),
  ]);
  const changed = refreshed({ path: 'a.md', text: PAGE }, () => 'const a = 2;');
  expect(changed).toBe(PAGE.replace('a = 1', 'a = 2'));
});
