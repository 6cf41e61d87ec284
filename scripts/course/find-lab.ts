/** Finding a lab by what a learner types: `3`, `03`, `load-testing`, `03-load-testing`. */
import { nearest } from './nearest.ts';

interface Named {
  name: string;
  number: number;
}

/** The lab, or the names that come nearest to the word. */
export function findLab<L extends Named>(labs: readonly L[], word: string): L | string[] {
  const found = labs.find(
    ({ name, number }) => word === name || word === name.slice(3) || (/^\d+$/.test(word) && Number(word) === number),
  );
  if (found !== undefined) return found;
  const names = nearest(
    word,
    labs.flatMap(({ name }) => [name, name.slice(3)]),
  );
  return [...new Set(names.map((name) => labs.find((lab) => lab.name.endsWith(name))?.name ?? name))];
}
