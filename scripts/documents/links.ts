/** Links and pictures of a page: each has to lead somewhere in this repository. Other hosts are not asked. */
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { type Markdown, parseMarkdown } from './markdown.ts';
import type { Page } from './pages.ts';

/** What is wrong with a link; null where it leads somewhere. */
export function linkProblem(root: string, page: Page, own: Markdown, target: string): string | null {
  if (/^[a-z]+:/i.test(target)) return null;
  const [path = '', anchor] = decodeURI(target).split('#');
  const file = path === '' ? page.path : posix.join(posix.dirname(page.path), path);
  if (file.startsWith('..') || !existsSync(join(root, file)))
    return `the link \`${target}\` leads nowhere: there is no \`${file}\``;
  if (anchor === undefined) return null;
  const { anchors } = path === '' ? own : parseMarkdown(readFileSync(join(root, file), 'utf8'));
  return anchors.has(anchor) ? null : `the link \`${target}\` leads nowhere: \`${file}\` has no heading \`#${anchor}\``;
}
