/** How many of the same load may stay again, for each that stayed before: how many jobs overlap is chance. */
const TOLERANCE = 0.25;

/**
 * Whether the tasks that stay after a load are kept rather than leaked: a leak leaves as many again with each load, while
 * a pool or a janitor is started once. `kept`: tasks of the first load that are still there; `added`: tasks of the same
 * load again.
 */
export function isPlateau(kept: number, added: number): boolean {
  return kept > 0 && added <= Math.floor(kept * TOLERANCE);
}
