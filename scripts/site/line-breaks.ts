/** A line of Markdown that ends within a sentence: between words it is a space, between Chinese characters it is nothing. */
import type { Token } from 'markdown-it';

const CHINESE = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef“”‘’…—]/u;

/** Full-width: it brings its own gap, whatever stands on its other side. */
const PUNCTUATION = /[\u3000-\u303f\uff00-\uffef]/;

/** Takes out, of what stands in a paragraph, the line breaks that a browser would show as a gap. */
export function closeGaps(children: Token[]): void {
  for (const [index, token] of children.entries()) {
    if (token.type !== 'softbreak') continue;
    const before = children.slice(0, index).findLast(hasText);
    const after = children.slice(index + 1).find(hasText);
    // Of code and pictures it does not matter what is in them.
    const last = before?.type === 'text' ? ([...before.content].at(-1) ?? '') : '';
    const first = after?.type === 'text' ? ([...after.content][0] ?? '') : '';
    const closed = PUNCTUATION.test(last) || PUNCTUATION.test(first) || (CHINESE.test(last) && CHINESE.test(first));
    if (!closed) continue;
    token.type = 'text';
    token.content = '';
  }
}

function hasText({ content }: Token): boolean {
  return content !== '';
}
