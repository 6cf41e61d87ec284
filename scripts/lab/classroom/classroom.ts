/** What the lab command tells a classroom and hears from it. Who has joined none is apart: then all of this is nothing. */
import type { Verdict } from '../../checker/verdict.ts';
import type { Lab } from '../../course/course.ts';

export interface Classroom {
  readonly joined: boolean;
  opened(lab: Lab): void;
  judged(lab: Lab, verdict: Verdict): void;
  hinted(lab: Lab): void;
  /** The hand up, or down again. */
  toggleHand(): void;
  /** Why the solution of a lab is not shown yet; null where it may be. */
  heldBack(lab: Lab): string | null;
  /** Calls with the one quiet line, null for none, as often as it changes, until the returned function is called. */
  follow(onLine: (line: string | null) => void): () => void;
  /** Sends what waits, and asks how the room stands, as long as somebody waits for the answer. Never throws. */
  refresh(): Promise<void>;
  /** Gives what was told a moment to get there. The quiet line of a command that ends. Never throws, never waits for long. */
  settle(): Promise<string | null>;
}

export const APART: Classroom = {
  joined: false,
  opened() {},
  judged() {},
  hinted() {},
  toggleHand() {},
  heldBack: () => null,
  follow: () => () => {},
  refresh: async () => {},
  settle: async () => null,
};
