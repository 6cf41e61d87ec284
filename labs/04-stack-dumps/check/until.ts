import { setTimeout as sleep } from 'node:timers/promises';
import { until as untilItHolds } from '../../../scripts/checker/index.ts';

/** Asks again and again; false after a second, in which the service was asked often. */
export function until(condition: () => Promise<boolean>): Promise<boolean> {
  return untilItHolds(condition, { patience: 1000, fewest: 200, between: () => sleep(2) });
}
