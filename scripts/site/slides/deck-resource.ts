import { readOwn } from '../inside.ts';
import type { Links } from '../links.ts';
import type { Resource } from '../resource.ts';
import { type Deck, slidesOf } from './decks.ts';
import { type KitNote, kitNotes } from './kit-notes.ts';
import { renderDeck } from './render-deck.ts';
import { SLIDE_WORDS } from './words.ts';

/** The deck as it is served or written. `render`: Markdown, as HTML. */
export function deckResource(
  root: string,
  decks: readonly Deck[],
  deck: Deck,
  links: Links,
  render: (markdown: string) => string,
): Resource {
  const others = decks.filter(({ page }) => deck.others.includes(page));
  return {
    type: 'text/html; charset=utf-8',
    read: () => renderDeck({ deck, others, slides: slidesOf(root, deck.page), kit: kitOf(root, deck), links, render }),
  };
}

function kitOf(root: string, { kit, page }: Deck): KitNote[] {
  return kit === undefined ? [] : kitNotes(readOwn(root, kit.path).toString('utf8'), SLIDE_WORDS[page.language]);
}
