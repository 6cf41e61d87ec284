/**
 * The one registry of this thread.
 *
 * Several copies of the package can be loaded (two versions of a dependency, ESM and CommonJS, a bundle): the first one
 * publishes its functions under a well-known symbol, and all others use those.
 */
import { callersOf } from './chain.ts';
import * as frames from './frames.ts';
import * as groups from './groups.ts';
import * as iterate from './iterate.ts';
import * as leaks from './leaks.ts';
import * as names from './names.ts';
import * as places from './places.ts';
import * as scopes from './scopes.ts';
import * as sites from './sites.ts';
import * as tasks from './tasks.ts';
import * as tracking from './tracking.ts';
import * as workers from './workers.ts';

const own = {
  callersOf,
  ...frames,
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
const KEY = Symbol.for('taskscope.registry.1');

if (!Reflect.has(globalThis, KEY)) {
  // Configurable, so that whoever watches over a program can put a getter in its place, as the checker of a workshop does.
  Object.defineProperty(globalThis, KEY, { value: own, enumerable: false, configurable: true, writable: false });
}

export const registry: Registry = Reflect.get(globalThis, KEY);
