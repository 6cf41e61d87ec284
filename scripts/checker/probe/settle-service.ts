/** Waits until the service is at rest again, or until it is known that it never will be. */

import { collect, settle } from 'taskscope';
import type { Commands, SettledService } from '../protocol.ts';
import { resourcesGrown } from '../resources.ts';
import type { Backend } from './backend.ts';
import { resources } from './left-behind.ts';
import { isPlateau, mayBePlateau } from './plateau.ts';
import { setTimeout } from './real-timers.ts';
import type { Tally } from './tally.ts';

/** Milliseconds of one look, so that a plateau is seen before the time is up. */
const LOOK = 150;
const PAUSE = 10;

/** Everything that the backend holds back is answered first, but for the sources to keep. */
export async function settleService(
  tally: Tally,
  backend: Backend,
  { timeout, repeated, keep, held, least }: Commands['settle']['argument'],
): Promise<SettledService> {
  backend.settle(keep);
  const deadline = performance.now() + timeout;
  const outcome = await tasksSettle(tally, deadline, repeated);
  // One proof ends the wait; the report tells of all.
  if (outcome === 'leaked') await collect();
  if (outcome === 'settled' || outcome === 'plateau') await resourcesSettle(held, least, deadline);
  if (outcome === 'stuck' || outcome === 'undecided') tally.beginRepeat(repeated);
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

async function tasksSettle(tally: Tally, deadline: number, repeated: boolean): Promise<SettledService['outcome']> {
  const { baseline, threads } = tally;
  for (;;) {
    const left = deadline - performance.now();
    await settle({
      baseline: baseline.count - threads.count,
      leaked: baseline.leaked - threads.leaked,
      timeout: Math.max(0, Math.min(left, LOOK)),
    });
    await threads.ask();
    if (tally.total <= baseline.count) return 'settled';
    if (tally.leaked > baseline.leaked) return 'leaked';
    const { kept, added } = tally.stayed();
    // Some more may just be slow to end; none more is certain at once.
    if (repeated && isPlateau(kept, added) && (added === 0 || left <= 0)) return 'plateau';
    if (left <= 0) return repeated && mayBePlateau(kept, added) ? 'undecided' : 'stuck';
  }
}

/** A timer that is about to be cleared, a connection that is just being closed, what is garbage and not collected yet. */
async function resourcesSettle(held: { [kind: string]: number }, least: number, deadline: number): Promise<void> {
  while (resourcesGrown(held, resources(), least).length > 0 && performance.now() < deadline) {
    await collect();
    await new Promise((resolve) => {
      setTimeout(resolve, PAUSE);
    });
  }
}
