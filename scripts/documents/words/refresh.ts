/** `npm run docs refresh`: every block of every page from its source. */
import { join } from 'node:path';
import { writeWhole } from '../../course/write-file.ts';
import { parseMarkdown } from '../markdown.ts';
import { type Page, readPages } from '../pages.ts';
import { inWords, type Problem } from '../problems.ts';
import { refreshed } from '../refresh.ts';
import { readSource, SourceError } from '../source.ts';
import { refreshedWrongFixes } from '../wrong-fixes.ts';
import { type DocsContext, noMore } from './context.ts';

/** A page with a marker that names nothing stays as it is, and is told. */
export async function refresh({ root, print }: DocsContext, rest: readonly string[]): Promise<number> {
  noMore('refresh', rest);
  let changed = 0;
  const broken: Problem[] = [];
  for (const page of readPages(root)) {
    const unreadable = unreadableSources(root, page);
    broken.push(...unreadable);
    if (unreadable.length > 0) continue;
    const blocks = refreshed(page, (marker) => readSource(root, marker));
    const text = refreshedWrongFixes(root, page.path, blocks);
    if (text === page.text) continue;
    writeWhole(join(root, page.path), text);
    print(`refreshed ${page.path}`);
    changed++;
  }
  for (const problem of broken) print(`✗ ${inWords(problem)}`);
  if (changed === 0 && broken.length === 0) print('Every block is what its source says.');
  return broken.length === 0 ? 0 : 1;
}

function unreadableSources(root: string, { path, text }: Page): Problem[] {
  const { blocks, lonelyMarkers } = parseMarkdown(text);
  return [...blocks.map(({ start, marker }) => ({ line: start, marker })), ...lonelyMarkers].flatMap(
    ({ line, marker }) => {
      try {
        if (marker !== null) readSource(root, marker);
        return [];
      } catch (error) {
        if (error instanceof SourceError) return [{ page: path, line, message: error.message }];
        throw error;
      }
    },
  );
}
