/** How many of the same load may stay again, for each that stayed before: how many jobs overlap is chance. */
const TOLERANCE = 0.25;
/** So many for each are nearly as many again: a leak. */
const AGAIN = 0.75;
/** Of fewer, chance alone may say anything. */
const MANY = 20;

/**
 * Whether the tasks that stay after a load are kept rather than leaked: a leak leaves as many again with each load, while
 * a pool or a janitor is started once. `kept`: tasks of the first load that are still there; `added`: tasks of the same
 * load again.
 */
export function isPlateau(kept: number, added: number): boolean {
  return kept > 0 && added <= Math.floor(kept * TOLERANCE);
}

/** Whether one load more could tell: a pool that grows with its work stops growing, however busy the machine was at first. */
export function mayBePlateau(kept: number, added: number): boolean {
  return kept >= MANY && added < kept * AGAIN;
}
