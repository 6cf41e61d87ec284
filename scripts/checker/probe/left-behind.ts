/** What the program holds besides its tasks, by kind: a leak may have been moved there. */
import { EMITTER_LISTENER, PROCESS_LISTENER, SIGNAL_LISTENER, UNREF_TIMER, WAIT } from '../resources.ts';
import { emitterListeners, watchEmitters } from './emitters.ts';
import { signalListeners, watchSignals } from './signals.ts';
import { unrefTimers, watchTimers } from './timers.ts';
import { pendingWaits, watchWaits } from './waits.ts';

/** From now on. Has to come before the program's first line. */
export function watchResources(): void {
  watchTimers();
  watchSignals();
  watchEmitters();
  watchWaits();
}

/** What keeps the process alive, by kind, and what does not and is held all the same. */
export function resources(): { [kind: string]: number } {
  const kinds: { [kind: string]: number } = {};
  const add = (kind: string, count: number): void => {
    if (count > 0) kinds[kind] = (kinds[kind] ?? 0) + count;
  };
  for (const kind of process.getActiveResourcesInfo()) add(kind, 1);
  add(UNREF_TIMER, unrefTimers());
  add(SIGNAL_LISTENER, signalListeners());
  add(EMITTER_LISTENER, emitterListeners());
  add(WAIT, pendingWaits());
  for (const name of process.eventNames()) add(PROCESS_LISTENER, process.listenerCount(name));
  return kinds;
}
