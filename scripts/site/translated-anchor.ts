/**
 * Where a link from a page that nobody has translated leads on a page that somebody has: it names a heading as the original
 * does. Headings are matched by their order, which a translation keeps.
 */
import { parseMarkdown } from '../documents/markdown.ts';
import { readOwn } from './inside.ts';

/** The name that the heading `anchor` of `original` has in `translated`, both paths below `root`; where there is none, `anchor`. */
export function translatedAnchor(root: string, original: string, translated: string, anchor: string): string {
  return anchorsOf(root, translated)[anchorsOf(root, original).indexOf(anchor)] ?? anchor;
}

function anchorsOf(root: string, path: string): string[] {
  return [...parseMarkdown(readOwn(root, path).toString('utf8')).anchors];
}
