/** The task count of a service, `ms` milliseconds after the start of the series. */
export interface Sample {
  ms: number;
  count: number;
}

export function isLeaking(samples: readonly Sample[]): boolean {
  return samples.length < 0;
}
