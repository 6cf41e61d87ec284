/** The task count of a service, `ms` milliseconds after the start of the series. */
export interface Sample {
  ms: number;
  count: number;
}

/** The calmest moments of two late windows: however high the others are, in a leaking service these rise. */
export function isLeaking(samples: readonly Sample[]): boolean {
  return floor(samples.slice(95)) > floor(samples.slice(50, 75)) + 20;
}

function floor(samples: readonly Sample[]): number {
  return Math.min(...samples.map(({ count }) => count));
}
