/** The panels of all tabs: one loop over all that can happen. */
import { type Judge, startJudge } from '../../checker/judge.ts';
import { type Lab, readCourse } from '../../course/course.ts';
import { digestOf } from '../../course/digest.ts';
import { openLab } from '../../course/next-lab.ts';
import { Progress } from '../../course/progress.ts';
import type { Language } from '../../language/language.mjs';
import { currentLanguage, say, useLanguage } from '../../language/say.mjs';
import { enterClassroom, leaveClassroom, NotJoined } from '../../practice/classroom/enter.ts';
import { Folder } from '../../practice/classroom/folder.ts';
import { heldBackNow } from '../../practice/classroom/held-back.ts';
import { Member } from '../../practice/classroom/member.ts';
import { KeptRun } from '../../practice/kept.ts';
import { missingFile } from '../../practice/missing-file.ts';
import { startOver, undoStartOver } from '../../practice/start-over.ts';
import { takeHint } from '../../practice/take-hint.ts';
import { type Watcher, watchFiles } from '../../practice/watch-files.ts';
import { spokenIn } from '../spoken.ts';
import type { Standing } from '../standing.ts';
import { check, run, type Surroundings } from './activities.ts';
import { advance, begin } from './advance.ts';
import type { Ask, Code, Done, Effect, Event, State } from './state.ts';
import { type Room, type View, viewOf } from './view.ts';

/** Milliseconds between two drawings of a run. */
const FRAME = 100;

interface Tab {
  lab: string;
  language: Language;
  show(view: View): void;
}

/** What the screen of the room says, and what the learner is called; empty: the classroom makes a name up. */
export interface Invitation {
  address: string;
  code: string;
  name: string;
}

/** Whether the learner is in, and what there is to read: why not, or that somebody else has the name. */
export interface Answer {
  joined: boolean;
  note: string | null;
}

/** The same labs, with texts in each language. */
type Courses = { [language in Language]: readonly Lab[] };

export class Panel {
  readonly #courses: Courses;
  readonly #surroundings: Surroundings;
  readonly #tabs = new Set<Tab>();
  readonly #watchers = new Map<string, Watcher>();
  #state: State;
  /** Of who came or asked last: what is said of the work that goes on is said to them. */
  #language = currentLanguage();
  #judge: { judge: Judge; language: Language } | null = null;
  /** Of what is going on. */
  #signal = new AbortController();
  /** What goes on, one after the other: nothing begins before the last has left nothing running. */
  #turn = Promise.resolve();
  #frame: NodeJS.Timeout | null = null;
  /** Ends hearing of the classroom; null while no tab is open. */
  #unfollow: (() => void) | null = null;

  constructor(root: string) {
    const read = (language: Language): Lab[] => spokenIn(language, () => readCourse(root));
    this.#courses = { en: read('en'), 'zh-CN': read('zh-CN') };
    const progress = new Progress(root);
    this.#surroundings = {
      root,
      course: this.#courses.en,
      progress,
      classroom: new Member(root, progress),
      happened: (event) => this.#happened(event),
    };
    this.#state = begin(this.#done());
  }

  /** The labs that it is for. */
  get course(): readonly Lab[] {
    return this.#courses.en;
  }

  /** A tab shows a lab: `show` is called at once, and whenever something has changed. The returned function ends it. */
  open(lab: string, language: Language, show: (view: View) => void): () => void {
    const tab = { lab, language, show };
    this.#tabs.add(tab);
    this.#speak(language);
    this.#unfollow ??= this.#surroundings.classroom.follow(() => this.#show());
    this.#happened({ kind: 'progressed', done: this.#done() });
    this.#happened({ kind: 'opened', lab, code: this.#codeOf(this.#lab(lab)) });
    return () => {
      if (this.#tabs.delete(tab)) this.#happened({ kind: 'left', lab });
    };
  }

  ask(lab: string, what: Ask, language: Language): void {
    this.#speak(language);
    this.#happened({ kind: 'asked', lab, what });
  }

  /** The learner asks the instructor for help, with a question or without. */
  raiseHand(question: string | null): void {
    this.#surroundings.classroom.raiseHand(question);
    this.#show();
  }

  lowerHand(): void {
    this.#surroundings.classroom.lowerHand();
    this.#show();
  }

  async join({ address, code, name }: Invitation, language: Language): Promise<Answer> {
    this.#speak(language);
    try {
      const entrance = { address, code, name: async () => name };
      const { taken, membership } = await enterClassroom(
        this.#surroundings,
        entrance,
        name.trim() === '' ? null : name,
      );
      await this.#surroundings.classroom.refresh();
      return { joined: true, note: taken === null ? null : namesake(taken, membership.name) };
    } catch (error) {
      if (error instanceof NotJoined) return { joined: false, note: error.message };
      throw error;
    } finally {
      this.#show();
    }
  }

  /** What the classroom has of the learner is deleted, or, where it can't be reached, when its time is over. */
  async leave(): Promise<void> {
    const { root, classroom } = this.#surroundings;
    const membership = new Folder(root).membership();
    if (membership !== null) await leaveClassroom(root, membership);
    await classroom.refresh();
    this.#show();
  }

  /** Whether something goes on in this lab. */
  isBusy(lab: string): boolean {
    return this.#state.activity?.lab === lab;
  }

  /** How far the learner is; a terminal may have gone on meanwhile. */
  standing(): Standing {
    const progress = new Progress(this.#surroundings.root);
    const done = this.course.flatMap(({ name }): [string, 'passed' | 'given'][] =>
      progress.isDone(name) ? [[name, progress.of(name).passed ? 'passed' : 'given']] : [],
    );
    return {
      done: Object.fromEntries(done),
      goOn: openLab(this.course, progress)?.name ?? null,
      begun: progress.current !== null,
    };
  }

  /** Back to the starter; what the learner wrote is kept. Whether there was anything to keep. Throws what the file system says. */
  startOver(lab: string, language: Language): boolean {
    this.#speak(language);
    return startOver(this.#surroundings, this.#lab(lab), new Date()) !== null;
  }

  /** Whether there was anything to bring back. */
  undoStartOver(lab: string, language: Language): boolean {
    this.#speak(language);
    return undoStartOver(this.#surroundings, this.#lab(lab), new Date()) !== null;
  }

  /** Why the solution is not shown; null where it may be. `confirmed`: the learner wants it without having passed. */
  async refusesSolution(name: string, confirmed: boolean, language: Language): Promise<string | null> {
    this.#speak(language);
    const heldBack = await heldBackNow(this.#surroundings.classroom, this.#lab(name));
    const open = confirmed || new Progress(this.#surroundings.root).isDone(name);
    return heldBack ?? (open ? null : say`The solution is shown after a pass.`);
  }

  #speak(language: Language): void {
    this.#language = language;
    useLanguage(language);
  }

  /** Leaves nothing running. */
  async close(): Promise<void> {
    for (const { lab } of this.#tabs) this.#happened({ kind: 'left', lab });
    this.#tabs.clear();
    if (this.#frame !== null) clearTimeout(this.#frame);
    await this.#turn;
  }

  #happened(event: Event): void {
    const [state, effects] = advance(this.#state, event);
    this.#state = state;
    for (const effect of effects) this.#do(effect);
    if (event.kind === 'sampled' && event.recording.outcome === 'running') this.#showSoon();
    else this.#show();
  }

  #show(): void {
    if (this.#frame !== null) clearTimeout(this.#frame);
    this.#frame = null;
    for (const { lab, language, show } of this.#tabs) {
      const course = this.#courses[language];
      show(spokenIn(language, () => viewOf(this.#state, this.#lab(lab, language), course, this.#room())));
    }
  }

  #room(): Room | null {
    const { joined, line, hand } = this.#surroundings.classroom;
    return joined || line !== null ? { line, hand: joined ? hand : null } : null;
  }

  #showSoon(): void {
    this.#frame ??= setTimeout(() => this.#show(), FRAME);
  }

  #do(effect: Effect): void {
    switch (effect.kind) {
      case 'abort':
        return this.#signal.abort(new Error('It was ended.'));
      case 'run':
        return this.#begin(effect.lab, (lab, signal) => run(this.#surroundings, lab, effect, signal));
      case 'check':
        return this.#begin(effect.lab, async (lab, signal) => {
          const language = this.#language;
          const judge = await this.#judgeSpeaking(language);
          await check(this.#surroundings, judge, lab, { number: effect.number, language }, signal);
        });
      case 'hint':
        return this.#hint(this.#lab(effect.lab));
      case 'watch':
        return this.#watch(this.#lab(effect.lab));
      case 'unwatch':
        this.#watchers.get(effect.lab)?.close();
        this.#watchers.delete(effect.lab);
        return;
      case 'rest':
        this.#unfollow?.();
        this.#unfollow = null;
        return this.#next(() => this.#dismissJudge());
    }
  }

  async #judgeSpeaking(language: Language): Promise<Judge> {
    if (this.#judge !== null && this.#judge.language !== language) await this.#dismissJudge();
    this.#judge ??= { judge: startJudge(language), language };
    return this.#judge.judge;
  }

  async #dismissJudge(): Promise<void> {
    const given = this.#judge;
    this.#judge = null;
    await given?.judge.close();
  }

  #begin(name: string, activity: (lab: Lab, signal: AbortSignal) => Promise<void>): void {
    this.#signal = new AbortController();
    const { signal } = this.#signal;
    const lab = this.#lab(name);
    this.#next(async () => {
      if (signal.aborted) return;
      this.#surroundings.progress.open(name);
      this.#surroundings.classroom.opened(lab);
      await activity(lab, signal);
      this.#happened({ kind: 'progressed', done: this.#done() });
    });
  }

  #next(work: () => Promise<void>): void {
    // A mistake of ours in one thing does not keep the others from being done.
    this.#turn = this.#turn.then(work).catch((error: unknown) => console.error(error));
  }

  #hint(lab: Lab): void {
    const { progress, classroom } = this.#surroundings;
    takeHint(lab, progress, true);
    classroom.hinted(lab);
    this.#happened({ kind: 'progressed', done: this.#done() });
  }

  #watch(lab: Lab): void {
    const saved = (): void => this.#happened({ kind: 'saved', lab: lab.name, code: this.#codeOf(lab) });
    this.#watchers.set(lab.name, watchFiles(lab, saved));
  }

  #codeOf(lab: Lab): Code {
    const digest = digestOf(lab.folder, lab.files);
    const before = new KeptRun(this.#surroundings.root, lab.name).before(digest);
    return { digest, missing: missingFile(lab), before };
  }

  /** A terminal may have gone on meanwhile. */
  #done(): Done {
    const { root, course } = this.#surroundings;
    const progress = new Progress(root);
    return {
      current: progress.current,
      labs: Object.fromEntries(course.map(({ name }) => [name, progress.of(name)])),
    };
  }

  #lab(name: string, language = this.#language): Lab {
    const lab = this.#courses[language].find((each) => each.name === name);
    if (lab === undefined) throw new Error(`There is no lab \`${name}\`.`);
    return lab;
  }
}

function namesake(taken: string, name: string): string {
  return say`You are ${name} here, since somebody has the name ${taken} already. Should that be you, at another machine: leave there, then leave here and join once more.`;
}
