/** The decks: one for each page that has slides, in each language. */
import { basename } from 'node:path';
import { readSlides, type Slide } from '../../documents/slides.ts';
import { inLanguage, type SitePage } from '../book.ts';
import { readOwn } from '../inside.ts';
import { proseAfter } from './prose-after.ts';

export interface Deck {
  /** `/en/teach/slides/02-leaky-query` */
  address: string;
  page: SitePage;
  /** The same page in other languages. */
  others: readonly SitePage[];
  /** The page for who teaches it; undefined where there is none. */
  kit: SitePage | undefined;
}

/** A slide, and what the chapter says behind it. */
export interface SpokenSlide extends Slide {
  prose: string;
}

export function readDecks(root: string, book: readonly SitePage[]): Deck[] {
  return book
    .filter((page) => slidesOf(root, page).length > 0)
    .map((page) => ({
      address: addressOf(page),
      page,
      others: book.filter((other) => other !== page && inLanguage(book, page, other.language) === other),
      kit: book.find(({ address }) => address === `/${page.language}/teach/${basename(page.address)}`),
    }));
}

/** Read anew each time, so that the author sees what was saved. */
export function slidesOf(root: string, { path }: SitePage): SpokenSlide[] {
  const text = readOwn(root, path).toString('utf8').replaceAll('\r\n', '\n');
  return readSlides(text).slides.map((slide) => ({ ...slide, prose: proseAfter(text, slide) }));
}

function addressOf({ address, language }: SitePage): string {
  return `/${language}/teach/slides/${basename(address)}`;
}
