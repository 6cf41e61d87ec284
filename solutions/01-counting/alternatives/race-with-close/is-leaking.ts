/** The task count of a service, `ms` milliseconds after the start of the series. */
export interface Sample {
  ms: number;
  count: number;
}

/** The median of the last quarter against that of the third one: a rush is no median, a leak is. */
export function isLeaking(samples: readonly Sample[]): boolean {
  const quarter = samples.length / 4;
  const median = (from: number): number => {
    const counts = samples.slice(from, from + quarter).map(({ count }) => count);
    return counts.sort((a, b) => a - b)[Math.floor(quarter / 2)] ?? 0;
  };
  return median(3 * quarter) - median(2 * quarter) > 18;
}
