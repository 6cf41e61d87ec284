import { collect } from '../collect.ts';
import type { Profile } from '../registry/groups.ts';
import { registry } from '../registry/registry.ts';

let collecting: Promise<number> | undefined;

/**
 * The tasks that are proven to be leaked, grouped. Forces collections, since the proof is what is asked for; those who ask
 * while that is under way share it.
 */
export async function leakProfile(): Promise<Profile> {
  collecting ??= collect().finally(() => {
    collecting = undefined;
  });
  await collecting;
  return registry.leakedProfile();
}
