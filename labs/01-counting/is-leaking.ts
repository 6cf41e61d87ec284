/** The task count of a service, `ms` milliseconds after the start of the series. */
export interface Sample {
  ms: number;
  count: number;
}

/**
 * TODO 3: does a service leak, or is it only busy?
 *
 * A series has 120 samples, one a second, taken under a load that stays the same.
 */
export function isLeaking(samples: readonly Sample[]): boolean {
  const first = samples[0]?.count ?? 0;
  const last = samples.at(-1)?.count ?? 0;
  return last > first;
}
