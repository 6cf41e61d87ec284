/** The classroom of a learner who has joined one. It may be gone, slow or wrong: none of that reaches the lab, but as a line. */
import { randomUUID } from 'node:crypto';
import type { Verdict } from '../../checker/verdict.ts';
import type { LabReport, LabState, Report, Room } from '../../classroom/protocol/learner.ts';
import { QUESTION_LETTERS, text } from '../../classroom/protocol/words.ts';
import type { Lab } from '../../course/course.ts';
import type { Progress } from '../../course/progress.ts';
import { say } from '../../language/say.mjs';
import type { Classroom } from './classroom.ts';
import { type Delivery, deliver } from './courier.ts';
import type { Folder, Heard, Membership } from './folder.ts';
import { Follower } from './follower.ts';
import { Outbox } from './outbox.ts';
import { quietLine } from './quiet-line.ts';

/** Milliseconds that a command which ends waits for the classroom, at most. */
const GRACE = 500;
/** Milliseconds for which a classroom that did not answer is left alone by commands. */
const LEFT_ALONE = 30_000;
/** Milliseconds after which a word of the classroom is noted again. */
const WORD = 300_000;
/** Milliseconds without a word, after which nobody holds anything back any more: the session is long over. */
const FORGOTTEN = 3 * 3600_000;

const Question = text(QUESTION_LETTERS);

export class Joined implements Classroom {
  readonly joined = true;
  readonly #folder: Folder;
  readonly #membership: Membership;
  readonly #progress: Progress;
  readonly #outbox: Outbox;
  #room: { room: Room; at: number } | null = null;
  #hand: Room['hand'] = 'down';
  #trouble: string | null = null;
  #isOver = false;
  #follower: Follower | null = null;
  #delivery: Promise<Delivery> | null = null;
  readonly #closing = new AbortController();

  constructor(folder: Folder, membership: Membership, progress: Progress) {
    this.#folder = folder;
    this.#membership = membership;
    this.#progress = progress;
    this.#outbox = new Outbox(folder.path);
    this.#isOver = this.#safely(() => folder.heard().ended) === true;
  }

  get hand(): Room['hand'] {
    return this.#hand;
  }

  get line(): string | null {
    return quietLine({
      room: this.#room?.room ?? null,
      ageMs: performance.now() - (this.#room?.at ?? 0),
      trouble: this.#trouble,
      hand: this.#hand,
      released: this.#released(),
    });
  }

  /** Whether the classroom wants to hear no more: its session has ended, or it does not know this learner. */
  get isOver(): boolean {
    return this.#isOver;
  }

  opened(lab: Lab): void {
    if (this.#safely(() => this.#folder.work()[lab.name]) === undefined) this.changed(lab);
  }

  changed(lab: Lab): void {
    this.#tell(lab, this.#withoutVerdict(lab), null);
  }

  /** Of a classroom that knows nothing of the learner yet: what was done before it was joined, or before the last one was left. */
  comeIn(course: readonly Lab[]): void {
    const work = this.#safely(() => this.#folder.work()) ?? {};
    for (const lab of course) {
      const known = work[lab.name];
      if (this.#withoutVerdict(lab) !== 'working') this.changed(lab);
      else if (known !== undefined) this.#tell(lab, known.state, known.fact);
    }
  }

  judged(lab: Lab, { outcome, facts }: Verdict): void {
    const failed = facts.find(({ state }) => state === 'fail')?.id ?? null;
    if (outcome === 'pass') this.changed(lab);
    else if (outcome === 'fail') this.#tell(lab, 'failing', failed);
    else this.#tell(lab, 'unjudged', null);
  }

  hinted(lab: Lab): void {
    const { state, fact } = this.#safely(() => this.#folder.work()[lab.name]) ?? {
      state: 'working' as const,
      fact: null,
    };
    this.#tell(lab, state, fact);
  }

  raiseHand(question: string | null): void {
    if (this.#hand === 'down') this.#hand = 'up';
    this.#send({ kind: 'hand', id: randomUUID(), ageMs: 0, raised: true, question: tame(question) });
  }

  lowerHand(): void {
    this.#hand = 'down';
    this.#send({ kind: 'hand', id: randomUUID(), ageMs: 0, raised: false, question: null });
  }

  heldBack({ name, number }: Lab): string | null {
    const { at, ended, released } = this.#folder.heard();
    if (this.#progress.isDone(name) || ended || released.includes(name) || Date.now() - at > FORGOTTEN) return null;
    return say`The classroom holds the solution of lab ${number} back for now: your instructor releases it. Hints: npm run lab ${number} hint`;
  }

  follow(onChange: () => void): () => void {
    // What is over says no more; it may be gone altogether, which would be no news.
    if (this.#isOver) return () => {};
    const follower = new Follower(this.#membership, this.#outbox, {
      onRoom: (room) => this.#heard(room),
      onTrouble: (trouble) => this.#troubled(trouble),
      onOver: (delivery) => this.#over(delivery),
      onChange,
    });
    this.#follower = follower;
    void follower.run();
    return () => follower.close();
  }

  async refresh(): Promise<void> {
    this.#took(await deliver(this.#membership, this.#outbox, new AbortController().signal));
  }

  async settle(): Promise<string | null> {
    if (this.#follower !== null || this.#hasLeft()) return null;
    const { ended, retryAt } = this.#folder.heard();
    const wait = retryAt - Date.now();
    if (ended || (wait > 0 && wait <= LEFT_ALONE)) return null;
    const late = setTimeout(() => this.#closing.abort(), GRACE);
    const delivery = await (this.#delivery ?? this.#deliver());
    clearTimeout(late);
    this.#took(delivery);
    return this.line;
  }

  #took(delivery: Delivery): void {
    if (delivery.kind === 'delivered') this.#heard(delivery.room);
    else if (delivery.kind === 'over') this.#over(delivery);
    else {
      this.#troubled(delivery.reason);
      this.#hear((heard) => ({ ...heard, retryAt: Date.now() + LEFT_ALONE }));
    }
  }

  /** Of a classroom that was never ended, and is gone, it is enough to be told how to be rid of it. */
  #troubled(reason: string): void {
    const silent = Date.now() - (this.#safely(() => this.#folder.heard().at) ?? Date.now());
    this.#trouble = silent > FORGOTTEN ? say`nothing was heard of it for hours. Out of it: npm run lab leave` : reason;
  }

  /** By this command or in another terminal: then nothing is written any more. */
  #hasLeft(): boolean {
    return this.#folder.membership()?.token !== this.#membership.token;
  }

  #tell(lab: Lab, state: LabState, fact: string | null): void {
    this.#safely(() => {
      const begunAt = this.#folder.alone(() => {
        const work = this.#folder.work();
        const { begunAt: before = Date.now() } = work[lab.name] ?? {};
        this.#folder.keepWork({ ...work, [lab.name]: { begunAt: before, state, fact } });
        return before;
      });
      this.#send(reportOf(lab.name, state, fact, this.#progress.of(lab.name).hints, Date.now() - begunAt));
    });
  }

  /** Kept first: then nothing that happens on the way can lose it. */
  #send(report: Report): void {
    this.#safely(() => {
      if (this.#folder.heard().ended) return;
      this.#folder.alone(() => this.#outbox.put(report, Date.now()));
    });
    if (this.#follower !== null) this.#follower.wake();
    else this.#delivery = this.#deliver();
  }

  #deliver(): Promise<Delivery> {
    return (this.#delivery ?? Promise.resolve()).then(() =>
      deliver(this.#membership, this.#outbox, this.#closing.signal),
    );
  }

  #heard(room: Room): void {
    this.#trouble = null;
    // Of a hand that it was not told yet it knows nothing.
    if (this.#safely(() => this.#outbox.empty) !== false) this.#hand = room.hand;
    this.#room = { room, at: performance.now() };
    const { ended, released } = room;
    this.#isOver = ended;
    this.#hear((heard) => {
      const now = { ...heard, ended, released, retryAt: 0 };
      const old = Math.abs(Date.now() - heard.at) > WORD;
      return old || JSON.stringify(now) !== JSON.stringify(heard) ? { ...now, at: Date.now() } : heard;
    });
  }

  /** Another terminal hears of the room, too. */
  #hear(change: (heard: Heard) => Heard): void {
    this.#safely(() =>
      this.#folder.alone(() => {
        const heard = this.#folder.heard();
        const changed = change(heard);
        if (changed !== heard && !this.#hasLeft()) this.#folder.keepHeard(changed);
      }),
    );
  }

  #over({ reason, ended }: Extract<Delivery, { kind: 'over' }>): void {
    this.#trouble = reason;
    this.#isOver = true;
    if (ended) this.#hear((heard) => ({ ...heard, ended: true }));
    else this.#safely(() => this.#folder.leave(this.#membership));
  }

  /** How far the learner is, as far as no verdict says more. A pass with what `catch-up` gave is not the learner's own. */
  #withoutVerdict({ name }: Lab): LabState {
    const { passed, caughtUp } = this.#progress.of(name);
    return passed ? 'passed' : caughtUp === true ? 'caught-up' : 'working';
  }

  /** Labs that the learner is at, and whose solution may be seen now. */
  #released(): string[] {
    const work = this.#safely(() => this.#folder.work()) ?? {};
    const open = (lab: string): boolean => ['working', 'failing', 'unjudged'].includes(work[lab]?.state ?? '');
    return (this.#room?.room.released ?? []).filter(open);
  }

  /** A disk that is full must not end a lab. */
  #safely<T>(action: () => T): T | undefined {
    try {
      return action();
    } catch (error) {
      this.#trouble = say`nothing can be kept for it (${error instanceof Error ? error.message : error})`;
      return undefined;
    }
  }
}

/** Null where nothing is left of it. */
function tame(question: string | null): string | null {
  return Question.parse((question ?? '').slice(0, 1000)) || null;
}

/** All that a classroom is told. */
export function reportOf(lab: string, state: LabState, fact: string | null, hints: number, ms: number): LabReport {
  const minutes = Math.min(Math.max(0, Math.floor(ms / 60_000)), 100_000);
  return { kind: 'lab', id: randomUUID(), ageMs: 0, lab, state, fact, hints: Math.min(hints, 9), minutes };
}
