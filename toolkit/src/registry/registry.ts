/**
 * The one registry of this thread.
 *
 * Several copies of the package can be loaded (two versions of a dependency, ESM and CommonJS, a bundle): the first one
 * publishes its functions under a well-known symbol, and all others use those.
 */
import * as authorPlaces from './author-places.ts';
import * as callPath from './call-path.ts';
import { callersOf } from './chain.ts';
import { calls, noteToolkit, packageFolder } from './direct.ts';
import * as groups from './groups.ts';
import { resumeIterable } from './iterable.ts';
import * as iterate from './iterate.ts';
import * as leaks from './leaks.ts';
import * as names from './names.ts';
import * as places from './places.ts';
import { allRecords, pool } from './pool.ts';
import * as scopes from './scopes.ts';
import { noteComplete, noteTransformed } from './scripts.ts';
import * as sites from './sites.ts';
import * as tasks from './tasks.ts';
import * as tracking from './tracking.ts';
import * as workers from './workers.ts';

/** How much the registry holds on to: records, free tokens. For tests and for the curious. */
function usage(): { records: number; pooled: number; frames: number } {
  return { records: allRecords().length, pooled: pool.length, frames: callPath.frameCount() };
}

const own = {
  allRecords,
  callersOf,
  calls,
  noteComplete,
  noteToolkit,
  noteTransformed,
  resumeIterable,
  usage,
  ...authorPlaces,
  ...callPath,
  ...groups,
  ...iterate,
  ...leaks,
  ...names,
  ...places,
  ...scopes,
  ...sites,
  ...tasks,
  ...tracking,
  ...workers,
};

export type Registry = typeof own;

/** Raised whenever what the functions exchange changes. */
const KEY = Symbol.for('taskscope.registry.2');

if (!Reflect.has(globalThis, KEY)) {
  // Configurable, so that whoever watches over a program can put a getter in its place, as the checker of a workshop does.
  Object.defineProperty(globalThis, KEY, { value: own, enumerable: false, configurable: true, writable: false });
}

export const registry: Registry = Reflect.get(globalThis, KEY);
registry.noteToolkit(packageFolder());
