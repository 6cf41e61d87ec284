/** What stands at an address. */
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';

export interface Resource {
  type: string;
  /** Made when it is asked for; the files are read anew each time, so that the author sees what was saved. */
  read(): string | Buffer;
}

const TYPES: { [extension: string]: string } = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
};

export function typeOf(path: string): string {
  return TYPES[extname(path)] ?? 'application/octet-stream';
}

/** A file of our own, or of a package. */
export function file(path: string): Resource {
  return { type: typeOf(path), read: () => readFileSync(path) };
}
