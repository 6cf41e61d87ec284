/** The task count of a service, `ms` milliseconds after the start of the series. */
export interface Sample {
  ms: number;
  count: number;
}

/** Does the second half of the series have more tasks than the first? */
export function isLeaking(samples: readonly Sample[]): boolean {
  const middle = samples.length / 2;
  return mean(samples.slice(middle)) > mean(samples.slice(0, middle)) + 10;
}

function mean(samples: readonly Sample[]): number {
  return samples.reduce((sum, { count }) => sum + count, 0) / samples.length;
}
