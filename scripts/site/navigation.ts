/** The list of all pages, beside the text. */
import { basename } from 'node:path';
import { pagesIn, type SitePage } from './book.ts';
import { escapeHtml } from './escape.ts';
import { renderDeckList } from './slides/deck-list.ts';
import type { Deck } from './slides/decks.ts';
import { MARKS, type Standing } from './standing.ts';
import { sectionName, WORDS, type Words } from './words.ts';

/** `standing`: null where the site is served to nobody in particular. */
export function renderNavigation(
  book: readonly SitePage[],
  decks: readonly Deck[],
  page: SitePage,
  standing: Standing | null,
  to: (address: string) => string,
): string {
  const words = WORDS[page.language];
  const pages = pagesIn(book, page.language);
  const sections = [...new Set(pages.map(({ section }) => section))].map((section) => {
    const items = pages
      .filter((each) => each.section === section)
      .map((each) => {
        const current = each.address === page.address ? ' aria-current="page"' : '';
        const [lab, mark] = isOfLab(each)
          ? [` data-lab="${basename(each.address)}"`, markOf(each, standing, words)]
          : [];
        return `<li><a href="${to(each.address)}"${current}${lab ?? ''}>${mark ?? ''}${escapeHtml(each.title)}</a></li>`;
      });
    const slides = section === 'teach' ? renderDeckList(decks, page, to) : '';
    return `<h2>${escapeHtml(sectionName(words, section))}</h2><ul>${items.join('')}</ul>${slides}`;
  });
  return `<details class="pages" open><summary>${escapeHtml(words.pages)}</summary><nav aria-label="${escapeHtml(words.pages)}">${sections.join('')}</nav></details>`;
}

/** `✓`, said as a word by a screen reader; empty where the lab is not done. */
export function markOf({ address }: SitePage, standing: Standing | null, { panel }: Words): string {
  const done = standing?.done[basename(address)];
  if (done === undefined) return '';
  const word = { passed: panel.passed, given: panel.given }[done];
  return `<span class="mark" role="img" aria-label="${escapeHtml(word)}">${MARKS[done]}</span> `;
}

/** A chapter or a task: pages about teaching have the same names. */
function isOfLab({ section }: SitePage): boolean {
  return section === 'learn' || section === 'labs';
}
