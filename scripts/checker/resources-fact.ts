/** The fact that a leak was ended, and not moved to a timer or a connection. */

import { say } from '../language/say.mjs';
import type { CheckContext } from './check.ts';
import type { SettledService } from './protocol.ts';
import { resourcesGrown } from './resources.ts';
import type { RunningService } from './service/start.ts';

/** Compares what `settled` still held with the baseline, and decides `fact`. */
export function checkResources(
  { facts }: CheckContext,
  { baseline }: Pick<RunningService, 'baseline'>,
  { resources }: SettledService,
  fact: string,
): void {
  const grown = resourcesGrown(baseline.resources, resources);
  facts.require(fact, grown.length === 0, () => ({
    expected: baseline.resources,
    actual: resources,
    help: say`Left behind, and more after each load: ${grown.join(', ')}. A timer has to be cleared and a connection closed as soon as nobody waits for it any more.`,
  }));
  facts.holds(fact);
}
