/** The task count of a service, `ms` milliseconds after the start of the series. */
export interface Sample {
  ms: number;
  count: number;
}

/** The medians of two late windows: half of the samples may be as high as they like. */
export function isLeaking(samples: readonly Sample[]): boolean {
  return median(samples.slice(95)) > median(samples.slice(50, 75)) + 20;
}

function median(samples: readonly Sample[]): number {
  const counts = samples.map(({ count }) => count).sort((a, b) => a - b);
  return counts[Math.floor(counts.length / 2)] ?? 0;
}
