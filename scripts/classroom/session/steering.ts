/** Carries out a word of the instructor: on the session as it stands now, whoever else changes it. */
import type { Steer } from '../protocol/steering.ts';
import type { Store } from '../storage/store.ts';
import { steered } from './steer.ts';

export async function steerSession(store: Store, { id }: { id: string }, steer: Steer, now: number): Promise<void> {
  switch (steer.do) {
    case 'coming':
      return store.coming(id, steer.learner);
    case 'lower-hand':
      return store.lowerHand(id, steer.learner);
    case 'rename':
      await store.rename(id, steer.learner, steer.name);
      return;
    case 'remove':
      return store.remove(id, [steer.learner]);
    case 'remove-many':
      return store.remove(id, steer.learners);
  }
  for (;;) {
    const session = await store.session(id);
    // Deleted meanwhile: nothing is left to steer.
    if (session === null) return;
    if (await store.steer(id, session.version, steered(session.steering, steer, now))) break;
  }
  if (steer.do === 'end') await store.lowerAllHands(id);
}
