/**
 * How many generated inputs each parser of foreign bytes gets: few in a plain `npm test`, 10,000 in CI, and as many as
 * `LEAKLAB_INPUTS` says, which `npm test safety million` sets.
 */
export function inputs(): number {
  return Number(process.env['LEAKLAB_INPUTS'] ?? (process.env['CI'] ? 10_000 : 100));
}
