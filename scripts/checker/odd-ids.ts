/** Any text is an id: texts that are what they were only where nobody tidies them up, or takes them for a number or a name. */
import type { Random } from './random.ts';

/** What a plain object has already, whatever was put into it. */
const NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'isPrototypeOf',
  'propertyIsEnumerable',
];

/** What a route takes for the id of a request that gives none. */
const DEFAULT_ID = 'demo';

/** The id of who gives an empty one, and of who gives none. */
export const NO_ID = ['', DEFAULT_ID];

/** Three ids: an untidy one, a name and a number. Of `sets` sets, no id is in two. At most as many as there are names. */
export function oddIds(random: Random, sets: number): string[][] {
  const first = random.between(100, 500);
  return random
    .shuffle(NAMES)
    .slice(0, sets)
    .map((name, index) => [untidy(random), name, `00${first + index}`]);
}

/** How the address of a request gives its id: not at all, where that is the one of who gives none. */
export function idQuery(id: string): string {
  return id === DEFAULT_ID ? '' : `id=${encodeURIComponent(id)}`;
}

/** Long, with spaces around and two within, large and small letters, all that something is parted or escaped by, a letter in two parts. */
function untidy(random: Random): string {
  return ` Ab  c&d=e/f%41+g"<u\u0308\u4e2d>',;:?#|*.()[]{}~^$!@\\-_${random.text().repeat(12)} `;
}
