/** The pages that are kept in sync: every Markdown file that a person reads. */
import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

export interface Page {
  /** Relative to the root, with forward slashes. */
  path: string;
  text: string;
}

const PAGES = ['*.md', 'docs/**/*.md', 'labs/*/*.md', 'solutions/**/*.md', 'toolkit/*.md'];

export function readPages(root: string): Page[] {
  return globSync(PAGES, { cwd: root })
    .map((path) => path.split(sep).join('/'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}
