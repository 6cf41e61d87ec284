/** One number to hold: what it is called, what is promised of it, what others reached, and how it is measured. */
export interface Measure {
  /** A word for the command line. */
  name: string;
  title: string;
  unit: string;
  /** The promise: this value or less. */
  hold: number;
  /** What the number is to be seen beside: others' figures, or the sketch's. Empty where there are none. */
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
  /** The median of the samples, and the least and the most of them. */
  value: number;
  least: number;
  most: number;
  /** What it was made of: both sides of a ratio, what is measured beside. */
  detail: string;
}

export const FULL: Effort = { rounds: 11, scale: 1 };
export const SHORT: Effort = { rounds: 1, scale: 0.02 };

export function isShort({ scale }: Effort): boolean {
  return scale < 1;
}

export function reading(values: readonly number[], detail = ''): Reading {
  return { value: median(values), least: Math.min(...values), most: Math.max(...values), detail };
}

/** Whether the promise is kept: the median decides. */
export function isHeld({ hold }: Pick<Measure, 'hold'>, { value }: Pick<Reading, 'value'>): boolean {
  return value <= hold;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('There is no median of nothing: ask for one round or more.');
  return middle;
}

/** `12.3 [10.1..15.9]`: the median, and from the least to the most; of one value, or where all are the same, that alone. */
export function spread(values: readonly number[], digits: number): string {
  const [middle, least, most] = [median(values), Math.min(...values), Math.max(...values)].map((value) =>
    value.toFixed(digits),
  );
  return least === most ? `${middle}` : `${middle} [${least}..${most}]`;
}
