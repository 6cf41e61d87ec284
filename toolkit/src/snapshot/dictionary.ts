/** A plain object that is used as a map: its keys are data, and no words of the program. */
import type { Snapshot } from './snapshot.ts';

/** Of how many properties somebody may have written down each. */
const WRITTEN = 64;

export function isDictionary(snapshot: Snapshot, node: number): boolean {
  return snapshot.end(node) - snapshot.begin(node) > WRITTEN && snapshot.name(node) === 'Object';
}
