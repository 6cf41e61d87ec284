/** A module as Vite hands it to its plugins, with its async functions made into tracked frames. */
import { pathToFileURL } from 'node:url';
import { type Portable, portable } from '../transform/portable.ts';

/** `id`: as Vite names a module, a path with what it needs to know behind a `?`. Null where there is nothing to track. */
export function trackedModule(code: string, id: string, isOwn: (url: string) => boolean): Portable | null {
  const file = id.replace(/\?v=\w+$/, '');
  if (!/^[^\0?]+\.[cm]?[jt]sx?$/.test(file) || !isOwn(pathToFileURL(file).href)) return null;
  return portable(file, code, { compiled: false, isOwn });
}
