/**
 * Whether this is a plain `npm test`, for which somebody waits: then a test that takes long, and has a shorter one of the same
 * beside it, is left out by `test.skipIf(isShort)`, and named as not run. CI runs all, as `CI=true npm test unit` does.
 */
export const isShort = !process.env['CI'];

/**
 * Of a table of cases that differ in little, those that a plain `npm test` runs: give it to `skip`, which names the others as not
 * run. Rows are told by their first word.
 */
export function isLeftOut(row: string, kept: readonly string[]): boolean {
  return isShort && !kept.includes(row);
}
