/** The task count of a service, `ms` milliseconds after the start of the series. */
export interface Sample {
  ms: number;
  count: number;
}

/** Tasks a second by which the floor rises: between the calmest moments of each twenty seconds, from the middle on. */
export function isLeaking(samples: readonly Sample[]): boolean {
  const floors = Array.from({ length: 3 }, (_, part) => {
    const window = samples.slice(samples.length / 2 + part * 20, samples.length / 2 + (part + 1) * 20);
    return window.reduce((low, sample) => (sample.count < low.count ? sample : low));
  });
  const [first, , last] = floors;
  if (first === undefined || last === undefined) return false;
  return ((last.count - first.count) * 1000) / (last.ms - first.ms) > 0.5;
}
