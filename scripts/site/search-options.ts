/** How the index is made; `assets/site.js` reads it with the same words. */
import type { Options } from 'minisearch';

export const SEARCH_OPTIONS: Options = {
  fields: ['heading', 'page', 'text'],
  storeFields: ['page', 'heading'],
  tokenize: words,
  searchOptions: { boost: { heading: 3, page: 2 }, prefix: true, fuzzy: 0.2, tokenize: words },
};

/** Latin words as they are; Chinese, which has no blanks between its words, by pairs of characters. */
export function words(text: string): string[] {
  return text
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .flatMap((word) => word.split(/(\p{Script=Han}+)/u).filter((part) => part !== ''))
    .flatMap((part) => (/\p{Script=Han}/u.test(part) && part.length > 1 ? pairs(part) : [part]));
}

function pairs(text: string): string[] {
  const characters = [...text];
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}
