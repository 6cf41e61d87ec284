/**
 * What a line of a program under test leaves behind. `// leaks: mutex lock` at its end is one task that is proven there,
 * `// leaks 3: await` are three; `// held: chan receive` is one that waits and that something still holds.
 */
export interface Mark {
  /** `lock-order.ts:23`. */
  place: string;
  wait: string;
  /** Proven, or held by something. */
  leaked: boolean;
  /** How many tasks one run leaves there. */
  count: number;
}

const MARK = /\/\/ (leaks|held)(?: (\d+))?: ([a-z ]+)$/;

export function markOn(line: string, place: string): Mark | null {
  const [, word, count = '1', wait = ''] = MARK.exec(line) ?? [];
  return word === undefined ? null : { place, wait, leaked: word === 'leaks', count: Number(count) };
}

/** One line for each place: a profile may have several groups of one, for who has started them. */
export function linesOf(marks: readonly Mark[]): string[] {
  const counts = new Map<string, number>();
  for (const { place, wait, leaked, count } of marks) {
    const line = `${place} ${wait} ${leaked ? 'proven' : 'held'}`;
    counts.set(line, (counts.get(line) ?? 0) + count);
  }
  return Array.from(counts, ([line, count]) => `${line} ${count}`).sort();
}
