import { test } from 'vitest';

/**
 * A test that takes long, beside a shorter one of the same: CI runs it, and `CI=true npm test unit`. A plain `npm test`, for
 * which somebody waits, names it as not run.
 */
export const inFull = test.skipIf(!process.env['CI']);
