/** Whose text it is that was loaded: what its source map says, where it names one. */
import { type MapComment, mapComment } from './map-comment.ts';
import type { Author } from './origin.ts';
import { type Language, parse } from './parse.ts';
import { loadParser } from './parser.ts';
import { readMap } from './read-map.ts';

export interface Authorship {
  /** The comment that names a map, whether or not it can be read. */
  comment: MapComment | null;
  author: Author | null;
}

/** `isOwn`: whether a file with this URL is the user's own. May throw `ParserMissing`. */
export function authorship(source: string, url: string, language: Language, isOwn: Author['isOwn']): Authorship {
  const comment = mapComment(source, () => parse(loadParser(), source, language, null).comments);
  const map = comment === null ? null : readMap(comment.url, url);
  return { comment, author: map === null ? null : { map, isOwn } };
}
