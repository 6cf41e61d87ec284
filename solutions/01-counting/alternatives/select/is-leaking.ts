/** The task count of a service, `ms` milliseconds after the start of the series. */
export interface Sample {
  ms: number;
  count: number;
}

/** The floor of each 15 seconds has to be above the one before, four times in a row up to the end. */
export function isLeaking(samples: readonly Sample[]): boolean {
  const floors: number[] = [];
  for (let start = samples.length - 60; start < samples.length; start += 15) {
    floors.push(Math.min(...samples.slice(start, start + 15).map(({ count }) => count)));
  }
  return floors.every((floor, index) => index === 0 || floor > (floors[index - 1] ?? 0) + 4);
}
