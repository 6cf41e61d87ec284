/** One number to hold: what it is called, what is promised of it, what others reached, and how it is measured. */
export interface Measure {
  /** A word for the command line. */
  name: string;
  title: string;
  unit: string;
  /** The promise: this value or less. */
  hold: number;
  /** What the number is to be seen beside: others' figures, or the sketch's. */
  anchor: string;
  measure(effort: Effort): Promise<Reading>;
}

/** How much is spent: `short` only shows that it can be measured; its numbers mean nothing. */
export interface Effort {
  /** Samples of each side; odd, so that a median is one of them. */
  rounds: number;
  /** What a count of repetitions in a program is multiplied with. */
  scale: number;
}

export interface Reading {
  value: number;
  /** What it was made of: both sides of a ratio, the spread. */
  detail: string;
}

export const FULL: Effort = { rounds: 11, scale: 1 };
export const SHORT: Effort = { rounds: 1, scale: 0.02 };

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('There is no median of nothing: ask for one round or more.');
  return middle;
}

/** `12.3 [10.1..15.9]`: the median, and from the least to the most. */
export function spread(values: readonly number[], digits: number): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return `${median(values).toFixed(digits)} [${least.toFixed(digits)}..${most.toFixed(digits)}]`;
}
