/** Forced collection: how leaks that V8 has not come across yet are proven. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { turn } from './real-time.ts';
import { registry } from './registry/registry.ts';

/** A collected frame can hold the last reference to the next one; so many rounds without news end the search. */
const QUIET_ROUNDS = 2;
const ROUND_LIMIT = 20;

let collector: (() => void) | undefined;

/** One full collection, now. No flag is needed on the command line. The pause grows with the heap: about 1 ms a megabyte. */
export function forceCollection(): void {
  collector ??= findCollector();
  registry.forgetWait();
  collector();
}

/** Forces collections until they prove nothing new. Returns how many tasks are proven to be leaked, in all. */
export async function collect(): Promise<number> {
  let known = registry.leakedCount();
  for (let round = 0, quiet = 0; round < ROUND_LIMIT && quiet < QUIET_ROUNDS; round++) {
    await turn();
    forceCollection();
    await turn();
    await turn();
    const leaked = registry.leakedCount();
    quiet = leaked === known ? quiet + 1 : 0;
    known = leaked;
  }
  registry.part();
  return registry.leakedCount();
}

function findCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const found: unknown = runInNewContext('gc');
  if (typeof found !== 'function')
    throw new Error('`gc` is not to be had in this runtime: leaks can only be proven by natural collections.');
  return () => {
    found();
  };
}
