/** Brings reports to the classroom: in order, one batch at a time, again until it confirms. */
import { Room } from '../../classroom/protocol/learner.ts';
import { say } from '../../language/say.mjs';
import { post, RefusedError, UnreachableError } from './ask.ts';
import type { Membership } from './folder.ts';
import type { Outbox } from './outbox.ts';
import { sessionEnded } from './quiet-line.ts';
import { refusalInWords } from './refusal-in-words.ts';

const BATCH = 50;
const GIVEN_UP: readonly RefusedError['code'][] = ['invalid', 'large'];

/** What came of it. `later`: milliseconds to wait at least, null where that is ours to decide. */
export type Delivery =
  | { kind: 'delivered'; room: Room }
  | { kind: 'later'; reason: string; afterMs: number | null }
  | { kind: 'over'; reason: string; ended: boolean };

/** Never throws. Where nothing waits, it asks how the room stands. */
export async function deliver(membership: Membership, outbox: Outbox, signal: AbortSignal): Promise<Delivery> {
  const { url, token } = membership;
  for (;;) {
    const batch = outbox.first(BATCH, Date.now());
    try {
      const events = batch.map(({ report }) => report);
      const room = await post({ url, path: '/api/learner/events', token, signal }, { events }, Room);
      outbox.confirmed(batch);
      if (outbox.empty) return { kind: 'delivered', room };
    } catch (error) {
      // It will never take these, and what comes after must not wait for them.
      if (error instanceof RefusedError && GIVEN_UP.includes(error.code)) outbox.confirmed(batch);
      return undelivered(error);
    }
  }
}

/** What an answer that was none, or a no, means for what waits. */
export function undelivered(error: unknown): Delivery {
  if (error instanceof UnreachableError) {
    return { kind: 'later', reason: say`it can’t be reached; what it misses is sent later`, afterMs: null };
  }
  if (!(error instanceof RefusedError)) {
    return { kind: 'later', reason: say`what it should know could not be sent (${error})`, afterMs: null };
  }
  switch (error.code) {
    case 'ended':
      return { kind: 'over', reason: sessionEnded(), ended: true };
    case 'token':
      return {
        kind: 'over',
        reason: say`it does not know you any more. Back into it: npm run lab join ADDRESS CODE NAME`,
        ended: false,
      };
    case 'protocol':
      return { kind: 'over', reason: refusalInWords(error.code), ended: false };
    case 'invalid':
    case 'large':
      return { kind: 'later', reason: say`it did not understand a report`, afterMs: null };
    default:
      return { kind: 'later', reason: say`it is busy; what it misses is sent later`, afterMs: error.retryAfter };
  }
}
