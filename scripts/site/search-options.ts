/** How the index is made; `assets/site.js` reads it with the same words. */
import type { Options } from 'minisearch';

export const SEARCH_OPTIONS: Options = {
  fields: ['heading', 'page', 'text'],
  storeFields: ['page', 'heading', 'text'],
  tokenize: words,
  searchOptions: { boost: { heading: 3, page: 2 }, prefix: true, fuzzy: 0.2, tokenize: words, boostDocument: rank },
};

/** Who searches is a learner, as a rule: their pages come first, then those about the toolkit, then the others. */
export function rank(id: string): number {
  const section = /(learn|labs|toolkit)\/[^/]*$/.exec(id)?.[1] ?? 'others';
  return { learn: 6, labs: 6, toolkit: 1.5, others: 1 }[section] ?? 1;
}

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
