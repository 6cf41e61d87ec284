/** Fills the blocks of a page from their sources. */
import { parseMarkdown } from './markdown.ts';
import { languageOf, type Marker } from './marker.ts';
import type { Page } from './pages.ts';

/** The page's text with every marked block filled anew; a marker that no block follows gets one. */
export function refreshed({ text }: Page, read: (marker: Marker) => string): string {
  const { blocks, lonelyMarkers } = parseMarkdown(text);
  const lines = text.split('\n');
  const changes = [
    ...blocks.flatMap(({ marker, start, end }) => (marker === null ? [] : [{ marker, from: start - 1, to: end }])),
    ...lonelyMarkers.map(({ marker, line }) => ({ marker, from: line, to: line })),
  ];
  // From the end, so that the lines before keep their numbers.
  for (const { marker, from, to } of changes.sort((a, b) => b.from - a.from))
    lines.splice(from, to - from, ...fenced(read(marker), languageOf(marker)));
  return lines.join('\n');
}

function fenced(content: string, language: string): string[] {
  const longest = Math.max(2, ...[...content.matchAll(/^`{3,}/gm)].map(([fence]) => fence.length));
  const fence = '`'.repeat(longest + 1);
  return [fence + language, ...content.split('\n'), fence];
}
