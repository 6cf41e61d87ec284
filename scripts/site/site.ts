/** The site as a value: every address, and what stands there. Served or written, it is the same. */
import { globSync, readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import MiniSearch from 'minisearch';
import { LANGUAGES, type Language, pageOfPath, pagesIn, readBook, type SitePage } from './book.ts';
import { type Highlight, loadHighlight } from './highlight.ts';
import { renderLayout } from './layout.ts';
import type { Links } from './links.ts';
import { type Rendered, renderMarkdown } from './render-markdown.ts';
import { SEARCH_OPTIONS } from './search-options.ts';
import { WORDS } from './words.ts';

export interface Resource {
  type: string;
  /** Made when it is asked for; the files are read anew each time, so that the author sees what was saved. */
  read(): string | Buffer;
}

const ASSETS = fileURLToPath(new URL('./assets/', import.meta.url));
const TYPES: { [extension: string]: string } = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** Addresses are fixed when it is read: nothing else can be asked for, whatever an address looks like. */
export async function readSite(root: string, links: Links): Promise<Map<string, Resource>> {
  const highlight = await loadHighlight();
  const book = readBook(root);
  const site = new Map<string, Resource>();
  for (const page of book) {
    site.set(page.address, {
      type: 'text/html; charset=utf-8',
      read() {
        const { html, headings } = render(root, book, page, links, highlight);
        return renderLayout({ book, page, links, headings, html });
      },
    });
  }
  for (const language of LANGUAGES) {
    site.set(`/${language}/search.json`, {
      type: 'application/json; charset=utf-8',
      read: () => searchIndex(root, book, language, links, highlight),
    });
  }
  for (const path of globSync('docs/pictures/**/*.{svg,png}', { cwd: root })) {
    const name = path.split(sep).slice(2).join('/');
    site.set(`/pictures/${name}`, file(join(root, path)));
  }
  for (const name of globSync('*', { cwd: ASSETS })) site.set(`/assets/${name}`, file(join(ASSETS, name)));
  site.set('/assets/minisearch.js', file(fileURLToPath(import.meta.resolve('minisearch')), '.js'));
  return site;
}

function file(path: string, extension = posix.extname(path)): Resource {
  return { type: TYPES[extension] ?? 'application/octet-stream', read: () => readFileSync(path) };
}

function render(root: string, book: readonly SitePage[], page: SitePage, links: Links, highlight: Highlight): Rendered {
  return renderMarkdown(readFileSync(join(root, page.path), 'utf8'), {
    highlight,
    codeLabel: WORDS[page.language].code,
    resolve: (target) => resolveTarget(book, page, links, target),
  });
}

/** A link as it stands in the Markdown, as one that leads there on the site. */
function resolveTarget(book: readonly SitePage[], page: SitePage, links: Links, target: string): string | null {
  if (/^https?:/i.test(target) || target.startsWith('#')) return target;
  const [path = '', anchor] = target.split('#');
  const file = posix.join(posix.dirname(page.path), decodeURI(path));
  const hash = anchor === undefined ? '' : `#${anchor}`;
  if (file.startsWith('docs/pictures/')) return links.to(page.address, file.replace('docs/', '/'));
  const found = pageOfPath(book, file, page.language);
  return found === undefined ? null : links.to(page.address, found.address, hash);
}

function searchIndex(
  root: string,
  book: readonly SitePage[],
  language: Language,
  links: Links,
  highlight: Highlight,
): string {
  const index = new MiniSearch(SEARCH_OPTIONS);
  for (const page of pagesIn(book, language)) {
    const { passages } = render(root, book, page, links, highlight);
    for (const { id, heading, text } of passages) {
      index.add({ id: links.to(`/${language}/search.json`, page.address, `#${id}`), page: page.title, heading, text });
    }
  }
  return JSON.stringify(index);
}
