/**
 * Asking again and again until something holds. It ends a wait, and decides nothing: what is seen then is judged by who asked.
 * On a machine where each look takes long, a few of them say nothing, so that time alone ends no wait.
 */

export interface Looks {
  /** Milliseconds in all. */
  patience: number;
  /** Looks at least, however long they take. */
  fewest: number;
  /** Passes between two looks; `look` counts from 0. */
  between(look: number): Promise<unknown>;
}

/** True as soon as `condition` holds; false where it does not. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  { patience, fewest, between }: Looks,
): Promise<boolean> {
  const deadline = performance.now() + patience;
  for (let look = 0; look < fewest || performance.now() < deadline; look++) {
    if (await condition()) return true;
    await between(look);
  }
  return false;
}

/** The same for what comes one by one: waits for as long as there is more each time. Resolves to how many there are. */
export async function untilAll(
  goal: number,
  count: () => Promise<number>,
  { patience, fewest, between }: Looks,
): Promise<number> {
  let [most, looks, since] = [-1, 0, 0];
  for (let look = 0; ; look++) {
    const now = await count();
    if (now >= goal) return now;
    if (now > most) [most, looks, since] = [now, 0, performance.now()];
    if (++looks > fewest && performance.now() - since > patience) return now;
    await between(look);
  }
}
