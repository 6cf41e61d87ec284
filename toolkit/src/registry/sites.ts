import { noteTransformed } from './scripts.ts';

/** Places in the code, by number. A site is an async function, or a place in one where it can be suspended. */

export type SiteKind = 'function' | 'call' | 'await' | 'for await' | 'await using' | 'return' | 'yield' | 'go';

export interface Site {
  kind: SiteKind;
  /** Name of the async function. */
  name: string;
  /** Absolute path, or the URL of what is not a file. */
  file: string;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
  /** Number of the function's own site. */
  function: number;
}

/** A site as the transform knows it: numbered within its file. */
export interface LocalSite {
  kind: SiteKind;
  name: string;
  /** Where it is not the file that was loaded: the text was compiled or bundled. */
  file?: string;
  line: number;
  column: number;
  function: number;
}

const NOWHERE: Site = { kind: 'function', name: '(unknown)', file: '(unknown)', line: 0, column: 0, function: 0 };
const sites: Site[] = [NOWHERE];
/** Loaded files that have a function that is tracked. */
export const trackedFiles = new Set<string>();

/** Gives the sites of a file their numbers in this process: local number plus what is returned. */
export function addSites(file: string, added: readonly LocalSite[]): number {
  const base = sites.length;
  for (const local of added) {
    const site = { file, ...local, function: base + local.function };
    sites.push({ ...site, name: qualified(site.name, site.file) });
    if (site.kind !== 'function') continue;
    trackedFiles.add(file);
    noteTransformed(file, site.file);
  }
  return base;
}

/** A name that starts with a dot has no function around it: the file stands for that, by its last folder and its name. */
function qualified(name: string, file: string): string {
  return name.startsWith('.') ? `${fileName(file)}${name}` : name;
}

export function fileName(file: string): string {
  const [, path = file] = /^(?:data:.*|(?:.*[\\/])?([^\\/]*[\\/]?[^\\/]*))$/.exec(file) ?? [];
  return path.replaceAll('\\', '/').replace(/\.\w+$/, '');
}

/** Numbers from 0 up to this one, without it, are sites. */
export function siteCount(): number {
  return sites.length;
}

export function siteOf(number: number): Site {
  return sites[number] ?? NOWHERE;
}
