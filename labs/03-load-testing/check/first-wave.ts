/**
 * The first wave of a load: its requests are answered when it is complete and was counted, so that a hundred at once and
 * some counts meanwhile can be seen on any machine. What comes later is answered at once.
 */
import { CONNECTIONS } from './size.ts';

const COUNTS = 2;
/** Milliseconds without another request or count that end the wait for them; more on a slow machine, but a client waits for a second only. */
const PATIENCE = 400;
const LONGEST = 700;

export class FirstWave {
  #held: (() => void)[] | null = [];
  #counts = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly #patience: number;

  constructor(slowdown: number) {
    this.#patience = Math.min(LONGEST, PATIENCE * slowdown);
  }

  /** A request has come; `answer` ends it. */
  add(answer: () => void): void {
    if (this.#held === null) setImmediate(answer);
    else {
      this.#held.push(answer);
      this.#look(true);
    }
  }

  /** The count was asked for. More counts than are needed do not prolong the wait: a script may count without end. */
  counted(): void {
    if (this.#held === null || this.#held.length === 0) return;
    this.#look(++this.#counts <= COUNTS);
  }

  #look(prolong: boolean): void {
    if ((this.#held?.length ?? 0) >= CONNECTIONS && this.#counts >= COUNTS) this.#answer();
    else if (prolong) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#answer(), this.#patience);
    }
  }

  #answer(): void {
    clearTimeout(this.#timer);
    const held = this.#held ?? [];
    this.#held = null;
    for (const answer of held) answer();
  }
}
