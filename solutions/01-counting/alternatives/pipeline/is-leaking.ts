/** The task count of a service, `ms` milliseconds after the start of the series. */
export interface Sample {
  ms: number;
  count: number;
}

/** The slope of the floors: a line through the lowest counts of five windows, the warm-up left out. */
export function isLeaking(samples: readonly Sample[]): boolean {
  const floors = [40, 56, 72, 88, 104].map((start) =>
    Math.min(...samples.slice(start, start + 16).map(({ count }) => count)),
  );
  const slope = floors.reduce((sum, floor, index) => sum + floor * (index - 2), 0) / 10;
  return slope > 8;
}
