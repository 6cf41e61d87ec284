/** By how much what stays may differ from one load to the next: how many jobs overlap is chance. */
const TOLERANCE = 0.25;

/**
 * Whether the tasks that stay after a load are kept rather than leaked: a leak leaves as many again with each load, while
 * a pool or a janitor is started once. `before` and `now` are the tasks beyond the baseline, after the first load and
 * after the same load again.
 */
export function isPlateau(before: number, now: number): boolean {
  return before > 0 && now <= Math.floor(before * (1 + TOLERANCE));
}
