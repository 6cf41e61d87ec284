/** The whole page around a text. Complete without any script. */
import type { Language } from '../language/language.mjs';
import { pagesIn, type SitePage } from './book.ts';
import { escapeHtml } from './escape.ts';
import type { Links } from './links.ts';
import { renderNavigation } from './navigation.ts';
import type { Heading } from './render-markdown.ts';
import type { Deck } from './slides/decks.ts';
import type { Standing } from './standing.ts';
import { WORDS, type Words } from './words.ts';

export interface Layout {
  book: readonly SitePage[];
  /** Where slides are: listed with what is about teaching. */
  decks: readonly Deck[];
  page: SitePage;
  links: Links;
  headings: readonly Heading[];
  html: string;
  /** How far the learner is; null where the site is served to nobody in particular. */
  standing?: Standing | null;
  /** The same page in each language, this one among them. */
  languages: readonly SitePage[];
  /** What stands beside the text where the page is served; never in static files. */
  beside?: Beside | null;
}

export interface Beside {
  /** In the head of the page. */
  head: string;
  /** The way there, at the top of the text. */
  way: string;
  html: string;
}

export function renderLayout(layout: Layout): string {
  const { book, decks, page, links, headings, html, languages, standing = null, beside = null } = layout;
  const words = WORDS[page.language];
  const to = (address: string): string => escapeHtml(links.to(page.address, address));
  const pages = pagesIn(book, page.language);
  const place = pages.indexOf(page);
  const note = page.written === page.language ? '' : `<p class="note">${escapeHtml(words.untranslated)}</p>`;
  // Below the title: nobody should have to look for that.
  const text =
    beside === null ? html : html.replace('</h1>\n', (end) => `${end}${beside.way}${foldedContents(words, headings)}`);
  return document(page.language, `${page.title} · ${words.title}`, to, beside?.head ?? '', [
    header(words, page.language, languageLinks(languages, page, to), to),
    `<div class="columns${beside === null ? '' : ' with-panel'}">`,
    // First, though it stands last: who goes by the keyboard does not come through all pages to it.
    ...(beside === null ? [] : [beside.html]),
    renderNavigation(book, decks, page, standing, to),
    `<main id="text" lang="${page.written}">${note}${text}${neighbours(words, pages[place - 1], pages[place + 1], to)}</main>`,
    beside === null ? contents(words, headings) : '',
    '</div>',
  ]);
}

/** What is shown for an address that leads nowhere. */
export function renderMissing(book: readonly SitePage[], language: Language, links: Links): string {
  const words = WORDS[language];
  const to = (address: string): string => escapeHtml(links.to('/', address));
  const list = pagesIn(book, language).map(
    ({ address, title }) => `<li><a href="${to(address)}">${escapeHtml(title)}</a></li>`,
  );
  return document(language, words.missing, to, '', [
    header(words, language, [], to),
    `<main id="text" class="alone"><h1>${escapeHtml(words.missing)}</h1><p>${escapeHtml(words.missingHint)}</p><ul>${list.join('')}</ul></main>`,
  ]);
}

function document(
  language: Language,
  title: string,
  to: (address: string) => string,
  head: string,
  body: readonly string[],
): string {
  const words = WORDS[language];
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="${to('/assets/icon.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${to('/assets/site.css')}">
<link rel="stylesheet" href="${to('/assets/code.css')}">
<script src="${to('/assets/theme.js')}"></script>
<script type="module" src="${to('/assets/site.js')}"></script>${head === '' ? '' : `\n${head}`}
</head>
<body data-copy="${escapeHtml(words.copy)}" data-copied="${escapeHtml(words.copied)}">
<a class="skip" href="#text">${escapeHtml(words.skip)}</a>
${body.join('\n')}
</body>
</html>
`;
}

function languageLinks(same: readonly SitePage[], page: SitePage, to: (address: string) => string): string[] {
  return same.map(({ language, address }) => {
    const name = WORDS[language].language;
    if (language === page.language) return `<span aria-current="true">${name}</span>`;
    return `<a href="${to(address)}" lang="${language}" hreflang="${language}">${name}</a>`;
  });
}

function header(
  words: Words,
  language: Language,
  languages: readonly string[],
  to: (address: string) => string,
): string {
  // What only a script can do is shown by the script: see `assets/site.js`.
  return `<header>
<a class="home" href="${to(`/${language}/`)}">${escapeHtml(words.title)}</a>
<form role="search" class="search" hidden data-index="${to(`/${language}/search.json`)}" data-engine="${to('/assets/minisearch.js')}" data-nothing="${escapeHtml(words.nothingFound)}">
<input type="search" aria-label="${escapeHtml(words.search)}" placeholder="${escapeHtml(words.searchHint)}" autocomplete="off" spellcheck="false">
<ul class="results" aria-live="polite" hidden></ul>
</form>
<nav class="languages" aria-label="${escapeHtml(words.languages)}">${languages.join(' ')}</nav>
<button type="button" class="theme" hidden>${escapeHtml(words.theme)}</button>
<p class="keys" role="status" hidden>${escapeHtml(words.keyHelp)}</p>
</header>`;
}

/** At the top of the text, where something else stands beside it. */
function foldedContents(words: Words, headings: readonly Heading[]): string {
  if (headings.length === 0) return '';
  return `<details class="contents-folded"><summary>${escapeHtml(words.onThisPage)}</summary>${contentsList(headings)}</details>`;
}

function contents(words: Words, headings: readonly Heading[]): string {
  if (headings.length === 0) return '';
  const label = escapeHtml(words.onThisPage);
  return `<nav class="contents" aria-label="${label}"><h2>${label}</h2>${contentsList(headings)}</nav>`;
}

function contentsList(headings: readonly Heading[]): string {
  const items = headings.map(
    ({ id, text, level }) => `<li class="level${level}"><a href="#${escapeHtml(id)}">${escapeHtml(text)}</a></li>`,
  );
  return `<ul>${items.join('')}</ul>`;
}

function neighbours(
  words: Words,
  before: SitePage | undefined,
  after: SitePage | undefined,
  to: (address: string) => string,
): string {
  const link = (page: SitePage | undefined, kind: 'prev' | 'next', word: string): string =>
    page === undefined
      ? '<span></span>'
      : `<a rel="${kind}" href="${to(page.address)}">${escapeHtml(word)}: ${escapeHtml(page.title)}</a>`;
  return `<nav class="neighbours">${link(before, 'prev', words.previous)}${link(after, 'next', words.next)}</nav>`;
}
