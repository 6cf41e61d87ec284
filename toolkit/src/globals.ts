/** The helpers of the transformed code as globals, for code that was transformed ahead of time (`transform/portable.ts`). */
import { registry } from './registry/registry.ts';
import { HELPERS } from './transform/helpers.ts';

/** Defines them, once in a realm; they can't be enumerated. */
export function defineGlobals(): void {
  registry.startTracking();
  for (const name of [...HELPERS, 'addSites', 'noteSkipped', 'noteNotTrackable'] as const) {
    if (`$ts_${name}` in globalThis) continue;
    Object.defineProperty(globalThis, `$ts_${name}`, { value: registry[name], enumerable: false });
  }
}
