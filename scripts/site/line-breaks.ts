/** A line of Markdown that ends within a sentence: between words it is a space, between Chinese characters it is nothing. */
import type { Token } from 'markdown-it';

const CHINESE = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef“”‘’…—]/u;

/** Takes out, of what stands in a paragraph, the line breaks that a browser would show as a gap. */
export function closeGaps(children: Token[]): void {
  for (const [index, token] of children.entries()) {
    if (token.type !== 'softbreak') continue;
    const before = children.slice(0, index).findLast(hasText);
    const after = children.slice(index + 1).find(hasText);
    if (before?.type !== 'text' || after?.type !== 'text') continue;
    if (!CHINESE.test([...before.content].at(-1) ?? '') || !CHINESE.test([...after.content][0] ?? '')) continue;
    token.type = 'text';
    token.content = '';
  }
}

function hasText({ content }: Token): boolean {
  return content !== '';
}
