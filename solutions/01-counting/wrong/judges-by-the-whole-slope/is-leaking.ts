/** The task count of a service, `ms` milliseconds after the start of the series. */
export interface Sample {
  ms: number;
  count: number;
}

/** Tasks a second, fitted by least squares to all of it. */
export function isLeaking(samples: readonly Sample[]): boolean {
  const tail = samples.slice();
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const seconds = tail.map(({ ms }) => ms / 1000);
  const counts = tail.map(({ count }) => count);
  const [middle, level] = [mean(seconds), mean(counts)];
  const covariance = mean(seconds.map((second, index) => (second - middle) * ((counts[index] ?? 0) - level)));
  const variance = mean(seconds.map((second) => (second - middle) ** 2));
  return covariance / variance > 0.75;
}
