/** The places of all instances. What is the same on each is kept once, so that an instance is only numbers. */
import type { StackPlace } from './stack-place.ts';

/** A package, a path in it and a function: the same in each release and each folder. */
export interface Place {
  /** In the order in which they were found, from 0 on. */
  id: number;
  package: string | null;
  path: string;
  function: string;
  /** Lines to tasks, over all answers: two releases have two. */
  lines: Map<number, number>;
  /** Its largest group so far; two that are alike differ in nothing that is told. */
  example: Example;
}

export interface Example {
  tasks: number;
  wait: string;
  /** From the place out. */
  stack: readonly StackPlace[];
  createdBy: string | null;
}

const NO_EXAMPLE: Example = { tasks: 0, wait: '', stack: [], createdBy: null };

export class Places {
  readonly all: Place[] = [];
  /** By package, path and function. */
  readonly #known = new Map<string | null, Map<string, Map<string, Place>>>();

  of({ package: owner, path, function: name }: StackPlace): Place {
    const inFile = within(within(this.#known, owner), path);
    let place = inFile.get(name);
    if (place === undefined) {
      place = { id: this.all.length, package: owner, path, function: name, lines: new Map(), example: NO_EXAMPLE };
      this.all.push(place);
      inFile.set(name, place);
    }
    return place;
  }
}

function within<Key, Inner, Value>(maps: Map<Key, Map<Inner, Value>>, key: Key): Map<Inner, Value> {
  const known = maps.get(key);
  if (known !== undefined) return known;
  const made = new Map<Inner, Value>();
  maps.set(key, made);
  return made;
}
