import { expect, test } from 'vitest';
import { readSlides } from '../../documents/slides.ts';
import { proseAfter } from './prose-after.ts';

const PAGE = `# A

<!-- slide: One -->

On the slide.

<!-- /slide -->

This leak wears
many clothes.

<!-- code: a.ts -->
\`\`\`ts
# no heading
\`\`\`

And more.

<!-- slide: Two -->
Here.
<!-- /slide -->
## A heading

Not about it.

<!-- slide: Three -->
There.
<!-- /slide -->

<details><summary>Answer</summary>
`;

test('the prose up to the next slide, heading or folded answer', () => {
  const texts = readSlides(PAGE).slides.map((slide) => proseAfter(PAGE, slide));
  expect(texts).toEqual(['This leak wears\nmany clothes.\n\nAnd more.', '', '']);
});
