/** The size of a terminal, in characters. */
export interface Size {
  columns: number;
  rows: number;
}
