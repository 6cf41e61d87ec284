/** The task count of a service, `ms` milliseconds after the start of the series. */
export interface Sample {
  ms: number;
  count: number;
}

/** In each quarter after the warm-up there is a moment with nothing under way: in a leaking service, a higher one each time. */
export function isLeaking(samples: readonly Sample[]): boolean {
  const quarter = samples.length / 4;
  const floor = (index: number): number =>
    Math.min(...samples.slice(index * quarter, (index + 1) * quarter).map(({ count }) => count));
  return floor(1) < floor(2) && floor(2) < floor(3);
}
