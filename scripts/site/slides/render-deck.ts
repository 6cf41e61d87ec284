/** A deck as one document: all slides below each other, complete without any script; `assets/slides.js` shows one at a time. */

import type { SitePage } from '../book.ts';
import { escapeHtml } from '../escape.ts';
import type { Links } from '../links.ts';
import type { Deck, SpokenSlide } from './decks.ts';
import type { KitNote } from './kit-notes.ts';
import { SLIDE_WORDS, type SlideWords } from './words.ts';

export interface DeckContent {
  deck: Deck;
  /** The same deck in other languages. */
  others: readonly Deck[];
  slides: readonly SpokenSlide[];
  /** On each slide: a demo may come at any of them. */
  kit: readonly KitNote[];
  links: Links;
  /** Markdown, as HTML. */
  render(markdown: string): string;
}

export function renderDeck({ deck, others, slides, kit, links, render }: DeckContent): string {
  const { page } = deck;
  const words = SLIDE_WORDS[page.language];
  const to = (address: string): string => escapeHtml(links.to(deck.address, address));
  const beside = kit.map(
    ({ title, text }) => `<details><summary>${escapeHtml(title)}</summary>${render(text)}</details>`,
  );
  const all = slides.map((slide, index) => renderSlide(slide, index + 2, page, words, beside, render));
  return `<!doctype html>
<html lang="${page.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(`${page.title} · ${words.slides}`)}</title>
<link rel="icon" href="${to('/assets/icon.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${to('/assets/site.css')}">
<link rel="stylesheet" href="${to('/assets/code.css')}">
<link rel="stylesheet" href="${to('/assets/slides.css')}">
<script src="${to('/assets/theme.js')}"></script>
<script defer src="${to('/assets/slides.js')}"></script>
</head>
<body class="deck">
<main>
${renderTitle(deck, others, words, to)}
${all.join('\n')}
</main>
${renderBar(words)}
<p class="announced" role="status"></p>
<div class="curtain" hidden></div>
</body>
</html>
`;
}

function renderTitle(
  { page, kit }: Deck,
  others: readonly Deck[],
  words: SlideWords,
  to: (address: string) => string,
): string {
  const languages = others.map(
    (other) => `<a href="${to(other.address)}" lang="${other.page.language}">${escapeHtml(other.page.title)}</a>`,
  );
  const teach = kit === undefined ? [] : [`<a href="${to(kit.address)}">${escapeHtml(words.kit)}</a>`];
  const chapter = `<a href="${to(page.address)}">${escapeHtml(words.chapter)}</a>`;
  const links = [chapter, ...teach, ...languages];
  return `<section class="slide title" id="slide-1" aria-labelledby="title-1" tabindex="-1">
<div class="sheet" lang="${page.written}"><h1 id="title-1">${escapeHtml(page.title)}</h1><p>Leaklab</p></div>
<aside class="notes" aria-label="${escapeHtml(words.notes)}"><p>${links.join(' · ')}</p>${keyTable(words)}</aside>
</section>`;
}

function renderSlide(
  { title, text, notes, prose }: SpokenSlide,
  number: number,
  page: SitePage,
  words: SlideWords,
  beside: readonly string[],
  render: (markdown: string) => string,
): string {
  const id = `title-${number}`;
  const chapter = prose === '' ? [] : [`<h3>${escapeHtml(words.goesOn)}</h3>`, render(prose)];
  const spoken = [...notes.map(render), ...chapter, ...beside];
  if (spoken.length === 0) spoken.push(`<p>${escapeHtml(words.noNotes)}</p>`);
  return `<section class="slide" id="slide-${number}" aria-labelledby="${id}" tabindex="-1">
<div class="sheet" lang="${page.written}"><h2 id="${id}">${escapeHtml(title)}</h2>${render(text)}</div>
<aside class="notes" aria-label="${escapeHtml(words.notes)}">${spoken.join('')}</aside>
</section>`;
}

/** What only a script can do is shown by the script. */
function renderBar(words: SlideWords): string {
  const button = (name: string, label: string, key: string): string =>
    `<button type="button" data-act="${name}" aria-keyshortcuts="${key}">${escapeHtml(label)} <kbd>${key}</kbd></button>`;
  return `<footer class="bar" hidden data-next="${escapeHtml(words.upNext)}" data-last="${escapeHtml(words.last)}">
<p class="ahead"></p>
<div class="controls">
${button('previous', words.previous, '←')}
<span class="place"><span class="label">${escapeHtml(words.place)}</span> <output></output></span>
${button('next', words.next, '→')}
${button('notes', words.notes, 'n')}
${button('audience', words.audience, 'a')}
${button('black', words.black, 'b')}
${button('theme', words.theme, 't')}
${button('help', words.help, '?')}
</div>
<p class="times"><span title="${escapeHtml(words.timer)}"><span class="label">${escapeHtml(words.timer)}</span> <time class="timer">0:00</time></span>
<span title="${escapeHtml(words.clock)}"><span class="label">${escapeHtml(words.clock)}</span> <time class="clock"></time></span></p>
<div class="help" hidden>${keyTable(words)}</div>
</footer>`;
}

function keyTable({ help, keys }: SlideWords): string {
  const rows = keys.map(
    ([pressed = '', does = '']) =>
      `<tr><th scope="row">${pressed
        .split(' ')
        .map((key) => `<kbd>${escapeHtml(key)}</kbd>`)
        .join(' ')}</th><td>${escapeHtml(does)}</td></tr>`,
  );
  return `<table class="key-table"><caption>${escapeHtml(help)}</caption>${rows.join('')}</table>`;
}
