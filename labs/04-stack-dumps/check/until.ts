/** Looks that are too few say nothing, on a machine where each of them takes long. */
const FEWEST_LOOKS = 200;

/** Asks again and again; false after a second, in which the service was asked often. */
export async function until(condition: () => Promise<boolean>): Promise<boolean> {
  const deadline = performance.now() + 1000;
  for (let looks = 0; looks < FEWEST_LOOKS || performance.now() < deadline; looks++) {
    if (await condition()) return true;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return false;
}
