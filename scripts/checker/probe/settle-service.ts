/** Waits until the service is at rest again, or until it is known that it never will be. */
import { setTimeout } from 'node:timers';
import { collect, settle } from 'taskscope';
import type { Commands, SettledService } from '../protocol.ts';
import { resourcesGrown } from '../resources.ts';
import type { Backend } from './backend.ts';
import { isPlateau } from './plateau.ts';
import { resources, type Tally } from './tally.ts';

/** Milliseconds of one look, so that what stays the same is seen before the time is up. */
const LOOK = 150;
const PAUSE = 10;

/** Everything that the backend holds back is answered first, but for the sources to keep. */
export async function settleService(
  tally: Tally,
  backend: Backend,
  { timeout, plateau, keep }: Commands['settle']['argument'],
): Promise<SettledService> {
  backend.settle(keep);
  const deadline = performance.now() + timeout;
  const outcome = await tasksSettle(tally, deadline, plateau);
  // One proof ends the wait; the report tells of all.
  if (outcome === 'leaked') await collect();
  if (outcome === 'settled' || outcome === 'plateau') await resourcesSettle(tally, deadline);
  backend.unsettle();
  tally.note();
  const { peak, samples } = tally;
  return {
    outcome,
    count: tally.total,
    leaked: tally.leaked - tally.baseline.leaked,
    peak: Math.max(peak, tally.total),
    samples,
    resources: resources(),
    groups: tally.excess(),
  };
}

async function tasksSettle(tally: Tally, deadline: number, plateau: number | null): Promise<SettledService['outcome']> {
  const { baseline } = tally;
  const before = plateau === null ? 0 : plateau - baseline.count;
  for (let last = -1; ; last = tally.total) {
    const left = deadline - performance.now();
    await settle({
      baseline: baseline.count - tally.threads.count,
      leaked: baseline.leaked - tally.threads.leaked,
      timeout: Math.max(0, Math.min(left, LOOK)),
    });
    await tally.threads.ask();
    const { total } = tally;
    if (total <= baseline.count) return 'settled';
    if (tally.leaked > baseline.leaked) return 'leaked';
    // Twice the same: a count that only passes by is no plateau.
    if (total === last && isPlateau(before, total - baseline.count)) return 'plateau';
    if (left <= 0) return 'stuck';
  }
}

/** A timer that is about to be cleared, a connection that is just being closed. */
async function resourcesSettle(tally: Tally, deadline: number): Promise<void> {
  while (resourcesGrown(tally.baseline.resources, resources()).length > 0 && performance.now() < deadline) {
    await new Promise((resolve) => {
      setTimeout(resolve, PAUSE);
    });
  }
}
