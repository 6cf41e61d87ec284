/** What the chapter says between a slide and the next: for an instructor the best notes there are, and never out of date. */
import type { Slide } from '../../documents/slides.ts';

const END = '<!-- /slide -->';

/** Markdown, without code, folded answers and comments; empty where a heading or the next slide follows at once. */
export function proseAfter(page: string, { line }: Slide): string {
  const lines = page.split('\n');
  const end = lines.indexOf(END, line);
  const prose: string[] = [];
  let fenced = false;
  for (const each of lines.slice(end + 1)) {
    if (/^(```|~~~)/.test(each)) fenced = !fenced;
    else if (!fenced && /^(#{1,6} |<details>|<!-- slide:)/.test(each)) break;
    else if (!fenced && !/^<!--.*-->$/.test(each)) prose.push(each);
  }
  return prose
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}
