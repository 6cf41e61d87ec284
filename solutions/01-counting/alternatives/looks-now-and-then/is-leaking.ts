/** The task count of a service, `ms` milliseconds after the start of the series. */
export interface Sample {
  ms: number;
  count: number;
}

const WINDOWS = 4;
/** Tasks by which a floor has to rise to be no chance. */
const RISE = 10;

/** A leak raises the floor: the calmest moment of each quarter, the warm-up left out. */
export function isLeaking(samples: readonly Sample[]): boolean {
  const size = Math.floor(samples.length / WINDOWS);
  const floors = Array.from({ length: WINDOWS }, (_, window) => {
    return Math.min(...samples.slice(window * size, (window + 1) * size).map(({ count }) => count));
  });
  const [, second = 0, third = 0, fourth = 0] = floors;
  return third > second && fourth > third + RISE;
}
