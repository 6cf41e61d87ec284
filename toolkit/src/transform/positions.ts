import { lastAtMost } from './bisect.ts';

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
    const line = lastAtMost(this.starts.length, (index) => this.starts[index] ?? 0, offset);
    return { line: line + 1, column: offset - (this.starts[line] ?? 0) + 1 };
  }
}
