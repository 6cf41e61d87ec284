/** The fact that a leak was ended, and not moved to a timer, a connection, a listener or a wait that no task is in. */

import { say } from '../language/say.mjs';
import type { CheckContext } from './check.ts';
import type { Repeatable } from './count-fact.ts';
import type { SettledService } from './protocol.ts';
import {
  EMITTER_LISTENER,
  leastOf,
  PROCESS_LISTENER,
  resourcesGrown,
  SIGNAL_LISTENER,
  UNREF_TIMER,
  WAIT,
} from './resources.ts';
import type { RunningService } from './service/start.ts';

/** Milliseconds that the probe may need beyond the patience. */
const SLACK = 10_000;

/**
 * Compares what `settled` still held after a load with what was there before; where there is more, the load is put on again.
 * A leak leaves as many with each of the two, one for every four requests or more; what was started once is told in a note.
 * Does not decide `fact` where it holds: other loads may follow.
 */
export async function checkResources(
  { facts, report, patience }: CheckContext,
  { service, baseline }: Pick<RunningService, 'service' | 'baseline'>,
  { resources }: SettledService,
  fact: string,
  { again, requests, keep = [] }: Repeatable,
): Promise<void> {
  const least = leastOf(requests);
  const grown = resourcesGrown(baseline.resources, resources, least);
  if (grown.length === 0) return;
  await again('more');
  const wait = { timeout: patience.settle, repeated: true, keep, held: resources, least };
  const more = await service.ask('settle', wait, patience.settle + SLACK);
  const left = resourcesGrown(resources, more.resources, least).filter((kind) => grown.includes(kind));
  facts.require(fact, left.length === 0, () => ({
    expected: baseline.resources,
    actual: more.resources,
    help: say`Left behind, and more after each load: ${left.map(inWords).join(', ')}. Nothing that was started for a request may outlive it, whoever holds it.`,
  }));
  const note = say`${grown.map(inWords).join(', ')}: more than before, but no more with each load. That was started once and kept, which is no leak.`;
  if (!report.notes.includes(note)) report.notes.push(note);
}

function inWords(kind: string): string {
  switch (kind) {
    case 'Timeout':
      return say`timers`;
    case UNREF_TIMER:
      return say`timers without \`ref\``;
    case PROCESS_LISTENER:
      return say`listeners on \`process\``;
    case SIGNAL_LISTENER:
      return say`listeners on signals that live on`;
    case EMITTER_LISTENER:
      return say`listeners on an emitter that lives on`;
    case WAIT:
      return say`waits on a channel or a lock, by no task`;
    case 'TCPSocketWrap':
      return say`connections`;
    default:
      return `\`${kind}\``;
  }
}
