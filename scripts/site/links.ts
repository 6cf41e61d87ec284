/** How pages point at each other: served, by address; as static files, relative, so that they work from any folder. */
import { posix } from 'node:path';

export interface Links {
  /** The reference to another address of the site, from a page. `anchor` with its `#`, or empty. */
  to(from: string, address: string, anchor?: string): string;
}

export const served: Links = {
  to: (_from, address, anchor = '') => `${address}${anchor}`,
};

/** Each page is a file of its own, `02-leaky-query.html`. */
export const written: Links = {
  to: (from, address, anchor = '') => `${posix.relative(posix.dirname(fileOf(from)), fileOf(address))}${anchor}`,
};

/** The file of an address in the static site. What has an extension is a file already. */
export function fileOf(address: string): string {
  if (address.endsWith('/')) return `${address}index.html`;
  return posix.extname(address) === '' ? `${address}.html` : address;
}
