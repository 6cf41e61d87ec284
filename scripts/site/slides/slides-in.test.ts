import { expect, test } from 'vitest';
import { slidesIn } from './slides-in.ts';

test('a slide has a title, what stands in it, and its notes, in order', () => {
  const text = `# Chapter

Not on a slide.

<!-- slide: What grows? -->

**This.**
<!-- notes: Ask the room. -->

- one
<!-- notes: Then \`run\` it. -->

<!-- /slide -->

Not on a slide either.

<!-- slide: Two -->
More.
<!-- /slide -->
`;
  expect(slidesIn(text)).toEqual([
    { title: 'What grows?', markdown: '**This.**\n\n- one', notes: ['Ask the room.', 'Then `run` it.'] },
    { title: 'Two', markdown: 'More.', notes: [] },
  ]);
});

test('what stands in a block of code marks nothing', () => {
  const block = '````md\n<!-- slide: no -->\n```\n<!-- /slide -->\n````';
  expect(slidesIn(`<!-- slide: One -->\n${block}\n<!-- /slide -->\n`)).toEqual([
    { title: 'One', markdown: block, notes: [] },
  ]);
});

test('a page without slides has none', () => {
  expect(slidesIn('# Page\n\n<!-- code: a.ts -->\n')).toEqual([]);
});

test.for([
  ['<!-- slide: One -->\n', 'the slide `One` has no `<!-- /slide -->`'],
  ['<!-- slide: One -->\n\n<!-- slide: Two -->\n', 'line 3: a slide begins within another'],
  ['text\n<!-- /slide -->\n', 'line 2: `<!-- /slide -->` ends nothing'],
  ['<!-- notes: Hello. -->\n', 'line 1: notes belong to a slide'],
] as const)('%j is refused', ([text, message]) => {
  expect(() => slidesIn(text)).toThrow(message);
});
