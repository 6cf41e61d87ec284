/** Reading only what lies in one of the repository's folders, wherever a link may lead. */
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';

/** There is no such file, or it lies elsewhere. */
export class NotThere extends Error {}

/** The content of `path`, relative to `folder`. Throws `NotThere` where it is no file in that folder. */
export function readInside(folder: string, path: string): Buffer {
  try {
    const real = realpathSync(join(folder, path));
    const way = relative(realpathSync(folder), real);
    if (way !== '' && !way.startsWith('..') && !isAbsolute(way) && statSync(real).isFile()) return readFileSync(real);
  } catch {
    // It is the same to who asks.
  }
  throw new NotThere(`\`${path}\` is not there.`);
}

/** The content of a file of the repository, which has to lie in the top folder that its path names. */
export function readOwn(root: string, path: string): Buffer {
  const [top = '', ...rest] = path.split('/');
  return readInside(join(root, top), rest.join('/'));
}

export function isOwn(root: string, path: string): boolean {
  try {
    readOwn(root, path);
    return true;
  } catch {
    return false;
  }
}
