/** In a lab that teaches to find the line, what is told of a leak is how many wait for what, and no place. */

interface Counted {
  count: number;
  wait: string;
  leaked: boolean;
}

/** Those that differ only by their places are one group; the largest first. */
export function withoutPlaces(groups: readonly Counted[]): Counted[] {
  const merged = Map.groupBy(groups, ({ wait, leaked }) => `${wait} ${leaked}`);
  return [...merged.values()]
    .flatMap((same) =>
      same.slice(0, 1).map(({ wait, leaked }) => ({
        count: same.reduce((sum, { count }) => sum + count, 0),
        wait,
        leaked,
      })),
    )
    .sort((a, b) => b.count - a.count);
}
