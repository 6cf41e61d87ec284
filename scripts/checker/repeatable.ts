/** A load that is put on a program again, to see whether tasks that stay after it are kept or leaked. */
import type { CheckContext } from './check.ts';

/**
 * Each time `load` draws the same chances. With other ones, more jobs may overlap than before, so that a pool starts more
 * workers and looks like a leak.
 */
export function repeatable<Context extends Pick<CheckContext, 'random'>>(
  context: Context,
  load: (context: Context, name: string) => Promise<void>,
): (name: string) => Promise<void> {
  const chances = context.random.copy();
  return (name) => load({ ...context, random: chances.copy() }, name);
}
