import type { SitePage } from '../book.ts';
import { escapeHtml } from '../escape.ts';
import type { Deck } from './decks.ts';
import { SLIDE_WORDS } from './words.ts';

/** The decks in the language of a page, folded. */
export function renderDeckList(
  decks: readonly Deck[],
  { language }: SitePage,
  to: (address: string) => string,
): string {
  const items = decks
    .filter(({ page }) => page.language === language)
    .map(({ address, page }) => `<li><a href="${to(address)}">${escapeHtml(page.title)}</a></li>`);
  if (items.length === 0) return '';
  return `<details class="decks"><summary>${escapeHtml(SLIDE_WORDS[language].slides)}</summary><ul>${items.join('')}</ul></details>`;
}
