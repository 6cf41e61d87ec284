/** What terminal and page tell a classroom and hear from it. Who has joined none is apart: then all of this is nothing. */
import type { Verdict } from '../../checker/verdict.ts';
import type { Room } from '../../classroom/protocol/learner.ts';
import type { Lab } from '../../course/course.ts';

export interface Classroom {
  /** Whether there is one to be helped by. */
  readonly joined: boolean;
  readonly hand: Room['hand'];
  /** The one quiet line; null for none. */
  readonly line: string | null;
  opened(lab: Lab): void;
  judged(lab: Lab, verdict: Verdict): void;
  hinted(lab: Lab): void;
  /** How far the learner is has changed without a verdict: by `catch-up`, or by taking that back. */
  changed(lab: Lab): void;
  /** With a question of one line, or without; of a hand that is up already, the question is another. */
  raiseHand(question: string | null): void;
  lowerHand(): void;
  /** Why the solution of a lab is not shown yet; null where it may be. */
  heldBack(lab: Lab): string | null;
  /** Calls whenever something of this may have changed, until the returned function is called. */
  follow(onChange: () => void): () => void;
  /** Sends what waits, and asks how the room stands, as long as somebody waits for the answer. Never throws. */
  refresh(): Promise<void>;
  /** Gives what was told a moment to get there. The quiet line of a command that ends. Never throws, never waits for long. */
  settle(): Promise<string | null>;
}

export const APART: Classroom = {
  joined: false,
  hand: 'down',
  line: null,
  opened() {},
  judged() {},
  hinted() {},
  changed() {},
  raiseHand() {},
  lowerHand() {},
  heldBack: () => null,
  follow: () => () => {},
  refresh: async () => {},
  settle: async () => null,
};
