/** Of ascending numbers, the index of the last one that is not above `target`; -1 where all are. */
export function lastAtMost(length: number, at: (index: number) => number, target: number): number {
  let low = -1;
  let high = length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (at(middle) <= target) low = middle;
    else high = middle - 1;
  }
  return low;
}
