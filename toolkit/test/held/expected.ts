/**
 * What a program leaves waiting, told at the line of the await: `// held 3 work: variable jobs` are three tasks whose innermost frame
 * is one of `work`, held by way of `variable jobs`.
 */
import { readFileSync } from 'node:fs';

const MARK = /\/\/ held (\d+) (\w+): (.+)$/;

export interface Truth {
  count: number;
  place: string;
  heldBy: string;
}

export function truthOf(file: string): Truth[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text, index) => {
      const [, count, name, heldBy] = MARK.exec(text) ?? [];
      if (heldBy === undefined) return [];
      return [{ count: Number(count), place: `${name} ${index + 1}`, heldBy }];
    })
    .sort((a, b) => a.place.localeCompare(b.place));
}

interface Told {
  groups: readonly {
    count: number;
    lost: number;
    frames: readonly { name: string; file: string; line: number }[];
    heldBy: readonly { count: number; path: readonly string[] }[];
  }[];
}

/** The same of what was told: all of it, with its ways in full. */
export function toldOf({ groups }: Told): Truth[] {
  return groups
    .map(({ count, lost, frames: [innermost], heldBy }) => {
      const ways = heldBy.map(({ path }) => path.join(' → '));
      const place = `${innermost?.name} ${innermost?.line}`;
      return { count, place, heldBy: [...ways, ...(lost > 0 ? ['nothing'] : [])].join(' and ') };
    })
    .sort((a, b) => a.place.localeCompare(b.place));
}

interface ToldOfThreads extends Told {
  groups: readonly (Told['groups'][number] & { name: string; labels: { thread?: string } })[];
}

/** Name and count, thread, and the ways of each group. */
export function toldByThread({ groups }: ToldOfThreads): unknown[] {
  return groups.map(({ name, count, labels, heldBy }) => [
    `${name} ${count}`,
    labels.thread,
    heldBy.map(({ path }) => path.join(' → ')).join(' and '),
  ]);
}
