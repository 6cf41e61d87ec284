/** Offsets of a text as lines and columns, both from 1. */
export class Positions {
  /** Offset at which each line starts. */
  readonly starts: readonly number[];

  constructor(source: string) {
    const starts = [0];
    for (let index = source.indexOf('\n'); index >= 0; index = source.indexOf('\n', index + 1)) starts.push(index + 1);
    this.starts = starts;
  }

  at(offset: number): { line: number; column: number } {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.starts[low] ?? 0) + 1 };
  }
}
