/**
 * Whether this is a plain `npm test`, for which somebody waits: then a test that takes long, and has a shorter one of the same
 * beside it, is left out by `test.skipIf(isShort)`, and named as not run. CI runs all, as `CI=true npm test unit` does.
 */
export const isShort = !process.env['CI'];
