/** The site as a value: every address, and what stands there. Served or written, it is the same. */
import { globSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import MiniSearch from 'minisearch';
import { readCourse } from '../course/course.ts';
import { anchorOf } from '../documents/markdown.ts';
import type { Language } from '../language/language.mjs';
import { inLanguage, LANGUAGES, pageOfPath, pagesIn, readBook, type SitePage } from './book.ts';
import { escapeHtml } from './escape.ts';
import { type Term, termsIn } from './glossary-links.ts';
import { type Highlight, loadHighlighter } from './highlight.ts';
import { homeOf, renderHome } from './home.ts';
import { isOwn, readOwn } from './inside.ts';
import { type Beside, renderLayout } from './layout.ts';
import { leanFile } from './lean.ts';
import type { Links } from './links.ts';
import { type Rendered, type RenderOptions, renderMarkdown } from './render-markdown.ts';
import { file, type Resource, typeOf } from './resource.ts';
import { SEARCH_OPTIONS } from './search-options.ts';
import { deckResource } from './slides/deck-resource.ts';
import { readDecks } from './slides/decks.ts';
import { spokenIn } from './spoken.ts';
import type { Standing } from './standing.ts';
import { translatedAnchor } from './translated-anchor.ts';
import { WORDS } from './words.ts';

const ASSETS = fileURLToPath(new URL('./assets/', import.meta.url));

/**
 * Addresses are fixed when it is read: nothing else can be asked for, whatever an address looks like. `beside`: what stands
 * beside the text of a page. `standing`: how far the learner is, whom it is served to.
 */
export async function readSite(
  root: string,
  links: Links,
  beside: (page: SitePage, htmlOf: HtmlOf) => Beside | null = () => null,
  standing: () => Standing | null = () => null,
): Promise<Map<string, Resource>> {
  const { highlight, style } = await loadHighlighter();
  const book = readBook(root);
  const render = rendering(root, book, links, highlight, (page) => termsFor(root, book, page, links));
  const htmlOf: HtmlOf = (address) => {
    const page = book.find((each) => each.address === address);
    return page === undefined ? null : render(page).html;
  };
  const decks = readDecks(root, book);
  const site = new Map<string, Resource>();
  for (const page of book) {
    site.set(page.address, {
      type: 'text/html; charset=utf-8',
      read() {
        const { html, headings } = render(page);
        const languages = LANGUAGES.flatMap((language) => inLanguage(book, page, language) ?? []);
        const around = { book, decks, page, links, languages, standing: standing() };
        return renderLayout({ ...around, headings, html, beside: beside(page, htmlOf) });
      },
    });
  }
  const homes = LANGUAGES.flatMap((language) => homeOf(root, language) ?? []);
  for (const page of homes) {
    const course = spokenIn(page.language, () => readCourse(root));
    const options = optionsFor(root, book, page, links, highlight);
    const to = (address: string): string => escapeHtml(links.to(page.address, address));
    const renderPart = (markdown: string): string => renderMarkdown(markdown, options).html;
    site.set(page.address, {
      type: 'text/html; charset=utf-8',
      read() {
        const text = readOwn(root, page.path).toString('utf8');
        const now = standing();
        const html = renderHome(text, { page, book, course, standing: now, to, render: renderPart });
        return renderLayout({ book, decks, page, links, languages: homes, standing: now, headings: [], html });
      },
    });
  }
  for (const deck of decks) {
    const options = optionsFor(root, book, { ...deck.page, address: deck.address }, links, highlight);
    const renderPart = (markdown: string): string => renderMarkdown(markdown, options).html;
    site.set(deck.address, deckResource(root, decks, deck, links, renderPart));
  }
  for (const language of LANGUAGES) {
    site.set(`/${language}/search.json`, {
      type: 'application/json; charset=utf-8',
      read: () => searchIndex(book, language, links, render),
    });
  }
  for (const path of globSync('docs/pictures/**/*.{svg,png,webp}', { cwd: root })) {
    const own = path.split(sep).join('/');
    const read = (): Buffer => readOwn(root, own);
    if (isOwn(root, own)) site.set(own.replace('docs/', '/'), { type: typeOf(own), read });
  }
  for (const name of globSync('*', { cwd: ASSETS })) site.set(`/assets/${name}`, leanFile(join(ASSETS, name)));
  site.set('/assets/code.css', { type: typeOf('code.css'), read: () => style });
  site.set('/assets/minisearch.js', {
    ...file(fileURLToPath(import.meta.resolve('minisearch'))),
    type: typeOf('minisearch.js'),
  });
  return site;
}

type Render = (page: SitePage) => Rendered;

/** The text of the page at an address; null where there is none. */
export type HtmlOf = (address: string) => string | null;

/** Renders a page, once for each text: what has not changed since is not rendered again. */
function rendering(
  root: string,
  book: readonly SitePage[],
  links: Links,
  highlight: Highlight,
  terms: (page: SitePage) => Term[],
): Render {
  const known = new Map<SitePage, { text: string; rendered: Rendered }>();
  return (page) => {
    const text = readOwn(root, page.path).toString('utf8');
    const before = known.get(page);
    if (before?.text === text) return before.rendered;
    const rendered = renderMarkdown(text, { ...optionsFor(root, book, page, links, highlight), terms: terms(page) });
    known.set(page, { text, rendered });
    return rendered;
  };
}

function optionsFor(
  root: string,
  book: readonly SitePage[],
  page: SitePage,
  links: Links,
  highlight: Highlight,
): RenderOptions {
  return {
    highlight,
    codeLabel: WORDS[page.language].code,
    resolve: (target) => resolveTarget(root, book, page, links, target),
  };
}

/** What the glossary explains, for a page of a learner or an instructor; none where the text is in another language than the words. */
function termsFor(root: string, book: readonly SitePage[], page: SitePage, links: Links): Term[] {
  const glossary = book.find(({ address }) => address === `/${page.language}/learn/91-glossary`);
  if (glossary === undefined || glossary === page || glossary.written !== page.written) return [];
  if (page.section === 'maintain') return [];
  const headings = readOwn(root, glossary.path)
    .toString('utf8')
    .matchAll(/^### (.+)$/gm);
  return Array.from(headings, ([, heading = '']) => heading).flatMap((heading) => {
    const address = links.to(page.address, glossary.address, `#${encodeURI(anchorOf(heading))}`);
    return termsIn(heading).map((word) => ({ word, address }));
  });
}

/** A link as it stands in the Markdown, as one that leads there on the site. */
function resolveTarget(
  root: string,
  book: readonly SitePage[],
  page: SitePage,
  links: Links,
  target: string,
): string | null {
  if (/^https?:/i.test(target) || target.startsWith('#')) return target;
  const [path = '', anchor] = target.split('#');
  const file = posix.join(posix.dirname(page.path), decodeURI(path));
  if (file.startsWith('docs/pictures/')) return links.to(page.address, file.replace('docs/', '/'));
  const found = pageOfPath(book, file, page.language);
  if (found === undefined) return null;
  if (anchor === undefined) return links.to(page.address, found.address);
  const name = found.path === file ? anchor : encodeURI(translatedAnchor(root, file, found.path, decodeURI(anchor)));
  return links.to(page.address, found.address, `#${name}`);
}

function searchIndex(book: readonly SitePage[], language: Language, links: Links, render: Render): string {
  const index = new MiniSearch(SEARCH_OPTIONS);
  for (const page of pagesIn(book, language)) {
    const { passages } = render(page);
    for (const { id, heading, text } of passages) {
      index.add({ id: links.to(`/${language}/search.json`, page.address, `#${id}`), page: page.title, heading, text });
    }
  }
  return JSON.stringify(index);
}
