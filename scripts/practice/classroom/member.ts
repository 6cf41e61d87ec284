/**
 * The classroom that this clone is in by now. Its membership is looked at again each time: joining, leaving and joining anew in
 * another terminal are noticed by whatever runs.
 */
import type { Verdict } from '../../checker/verdict.ts';
import type { Room } from '../../classroom/protocol/learner.ts';
import type { Lab } from '../../course/course.ts';
import type { Progress } from '../../course/progress.ts';
import { APART, type Classroom } from './classroom.ts';
import { Folder, type Membership } from './folder.ts';
import { Joined } from './joined.ts';

/** Milliseconds between two looks at the membership. A look, and no watch: some drives tell nothing of what changes on them. */
const LOOK = 1000;
/** Milliseconds between two looks that say that this machine slept: what it was connected to may be gone without a word. */
const SLEPT = 5000;

export class Member implements Classroom {
  readonly #folder: Folder;
  readonly #progress: Progress;
  #membership: Membership | null = null;
  #joined: Joined | null = null;
  /** Tells a classroom that is joined in the middle what the last one was told last. */
  #again: (classroom: Classroom) => void = () => {};
  #onChange: (() => void) | null = null;
  #unfollow = (): void => {};

  constructor(root: string, progress: Progress) {
    this.#folder = new Folder(root);
    this.#progress = progress;
    this.#look();
  }

  get joined(): boolean {
    return this.#membership !== null && this.#joined?.isOver !== true;
  }

  get hand(): Room['hand'] {
    return this.#now.hand;
  }

  /** A classroom that has put the learner out said why. */
  get line(): string | null {
    return (this.#joined ?? APART).line;
  }

  opened(lab: Lab): void {
    this.#tell((classroom) => classroom.opened(lab));
  }

  judged(lab: Lab, verdict: Verdict): void {
    this.#tell((classroom) => classroom.judged(lab, verdict));
  }

  hinted(lab: Lab): void {
    this.#tell((classroom) => classroom.hinted(lab));
  }

  changed(lab: Lab): void {
    this.#tell((classroom) => classroom.changed(lab));
  }

  raiseHand(question: string | null): void {
    this.#look();
    this.#now.raiseHand(question);
  }

  lowerHand(): void {
    this.#look();
    this.#now.lowerHand();
  }

  heldBack(lab: Lab): string | null {
    this.#look();
    return this.#now.heldBack(lab);
  }

  follow(onChange: () => void): () => void {
    this.#onChange = onChange;
    this.#unfollow = this.#now.follow(onChange);
    let looked = Date.now();
    const timer = setInterval(() => {
      const before = looked;
      looked = Date.now();
      if (this.#look()) onChange();
      else if (looked - before > SLEPT) this.#followAnew(onChange);
    }, LOOK);
    return () => {
      clearInterval(timer);
      this.#unfollow();
      this.#onChange = null;
    };
  }

  async refresh(): Promise<void> {
    this.#look();
    await this.#now.refresh();
  }

  settle(): Promise<string | null> {
    return this.#now.settle();
  }

  #followAnew(onChange: () => void): void {
    this.#unfollow();
    this.#unfollow = this.#now.follow(onChange);
  }

  get #now(): Classroom {
    return this.#membership === null ? APART : (this.#joined ?? APART);
  }

  #tell(tell: (classroom: Classroom) => void): void {
    this.#again = tell;
    // Who has come in just now is told it by the look.
    if (!this.#look()) tell(this.#now);
  }

  /** Whether it is another classroom, or none, or the same in another place. */
  #look(): boolean {
    const membership = this.#folder.membership();
    if (JSON.stringify(membership) === JSON.stringify(this.#membership)) return false;
    this.#unfollow();
    this.#unfollow = () => {};
    this.#membership = membership;
    if (membership === null) {
      // What it said last, should it have been a farewell, stays to be read.
      if (this.#joined?.isOver === false) this.#joined = null;
      return true;
    }
    const joined = new Joined(this.#folder, membership, this.#progress);
    this.#joined = joined;
    this.#again(joined);
    if (this.#onChange !== null) this.#unfollow = joined.follow(this.#onChange);
    return true;
  }
}
