/** The task count of a service, `ms` milliseconds after the start of the series. */
export interface Sample {
  ms: number;
  count: number;
}

/** The mean of the five lowest counts of the last quarter against that of the second one: a rush is not among them. */
export function isLeaking(samples: readonly Sample[]): boolean {
  const quarter = samples.length / 4;
  const low = (from: number): number => {
    const counts = samples.slice(from, from + quarter).map(({ count }) => count);
    return (
      counts
        .sort((a, b) => a - b)
        .slice(0, 5)
        .reduce((sum, count) => sum + count, 0) / 5
    );
  };
  return low(3 * quarter) - low(quarter) > 20;
}
