/** A module as Vite hands it to its plugins, with its async functions made into tracked frames. */
import { pathToFileURL } from 'node:url';
import { withMap } from '../transform/author-map.ts';
import { type Portable, portable } from '../transform/portable.ts';
import type { SourceMap } from '../transform/source-map.ts';

/** `id`: as Vite names a module, a path with what it needs to know behind a `?`. Null where there is nothing to track. */
export function trackedModule(code: string, id: string, isOwn: (url: string) => boolean): Portable | null {
  const file = ownFile(id, isOwn);
  return file === null ? null : portable(file, code, { compiled: false, isOwn });
}

/** The same of what other plugins have made of it; `map` is that of all their steps. */
export function trackedOutput(
  code: string,
  id: string,
  map: SourceMap,
  isOwn: (url: string) => boolean,
): Portable | null {
  const file = ownFile(id, isOwn);
  return file === null ? null : portable(file, withMap(code, map), { compiled: true, isOwn, step: true });
}

function ownFile(id: string, isOwn: (url: string) => boolean): string | null {
  const file = id.replace(/\?v=\w+$/, '');
  return /^[^\0?]+\.[cm]?[jt]sx?$/.test(file) && isOwn(pathToFileURL(file).href) ? file : null;
}
