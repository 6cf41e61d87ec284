/** The watch: one loop over all that can happen. It never moves on by itself. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Judge } from '../../checker/judge.ts';
import type { Lab } from '../../course/course.ts';
import { nextLab } from '../../course/next-lab.ts';
import { judgeLab } from '../../practice/judge-lab.ts';
import { missingFile } from '../../practice/missing-file.ts';
import { takeHint } from '../../practice/take-hint.ts';
import { type Watcher, watchFiles } from '../../practice/watch-files.ts';
import { notesOf } from '../commands/check.ts';
import type { Context } from '../context.ts';
import { WIDTH } from '../render/wrap.ts';
import { renderScreen } from './screen.ts';
import { advance, begin, type Effect, type Event, type State } from './state.ts';
import type { Terminal } from './terminal.ts';

/** Milliseconds of quiet that are waited for once a save has made a check useless: more saves may follow. */
const AFTER_A_DROPPED_CHECK = 150;

/** Watches a lab until the learner quits (null) or goes on with another lab. */
export async function watchLab(context: Context, terminal: Terminal, lab: Lab): Promise<Lab | null> {
  context.progress.open(lab.name);
  context.classroom.opened(lab);
  const judge = context.startJudge();
  try {
    return await new Session(context, terminal, judge, lab).run();
  } finally {
    await judge.close();
  }
}

class Session {
  readonly #context: Context;
  readonly #terminal: Terminal;
  readonly #judge: Judge;
  readonly #over = Promise.withResolvers<Lab | null>();
  #state: State;
  #shown = '';
  #watcher: Watcher | null = null;
  #checking = false;
  /** Aborted when what it is about is out of date. */
  #check = new AbortController();

  constructor(context: Context, terminal: Terminal, judge: Judge, lab: Lab) {
    this.#context = context;
    this.#terminal = terminal;
    this.#judge = judge;
    this.#state = begin(lab, context.progress.isDone(lab.name));
  }

  async run(): Promise<Lab | null> {
    const { lab } = this.#state;
    const { interrupted } = this.#context;
    const saved = (): void => this.#happened({ kind: 'saved', missing: missingFile(lab) });
    const quit = (): void => this.#over.resolve(null);
    const resized = (): void => {
      // Whatever the terminal made of the old screen, it is drawn anew.
      this.#shown = '';
      this.#happened({ kind: 'resized' });
    };
    const watcher = watchFiles(lab, saved);
    this.#watcher = watcher;
    const stopListening = this.#terminal.listen((key, text) => this.#happened({ kind: 'key', key, text }), resized);
    const { classroom } = this.#context;
    const heard = (): void =>
      this.#happened({ kind: 'quiet', line: classroom.line, hand: classroom.joined ? classroom.hand : null });
    const stopFollowing = classroom.follow(heard);
    heard();
    interrupted.addEventListener('abort', quit);
    if (interrupted.aborted) quit();
    saved();
    try {
      return await this.#over.promise;
    } finally {
      this.#check.abort();
      watcher.close();
      stopFollowing();
      stopListening();
      interrupted.removeEventListener('abort', quit);
    }
  }

  #happened(event: Event): void {
    try {
      const [state, effects] = advance(this.#state, event);
      this.#state = state;
      for (const effect of effects) this.#do(effect);
      this.#draw();
    } catch (error) {
      this.#over.reject(error);
    }
  }

  #draw(): void {
    const size = this.#terminal.size();
    const { paint } = this.#context;
    const context = { ...this.#context, paint: { ...paint, width: Math.min(WIDTH, size.columns) } };
    const { text, scroll } = renderScreen(context, this.#state, size, this.#watcher?.polling === true);
    this.#state = { ...this.#state, scroll };
    if (text === this.#shown) return;
    this.#shown = text;
    this.#terminal.show(text);
  }

  #do(effect: Effect): void {
    const { course, progress, classroom } = this.#context;
    const { lab } = this.#state;
    switch (effect.kind) {
      case 'check':
        void this.#runCheck();
        return;
      case 'note':
        void this.#note();
        return;
      case 'hint':
        takeHint(lab, progress, effect.more);
        return classroom.hinted(lab);
      case 'hand':
        return effect.raised ? classroom.raiseHand(effect.question) : classroom.lowerHand();
      case 'next':
        return this.#goTo(nextLab(course, progress, lab.name));
      case 'open':
        return this.#goTo(course.find(({ number }) => number === effect.number) ?? null);
      case 'quit':
        return this.#over.resolve(null);
    }
  }

  #goTo(lab: Lab | null): void {
    if (lab !== null) this.#over.resolve(lab);
  }

  /** The last save counts: a check that is under way is dropped. */
  async #runCheck(): Promise<void> {
    const dropped = this.#checking;
    this.#check.abort();
    const check = new AbortController();
    const { signal } = check;
    this.#check = check;
    this.#checking = true;
    const onProgress = (phase: string): void => {
      if (!signal.aborted) this.#happened({ kind: 'phase', phase });
    };
    try {
      if (dropped) await sleep(AFTER_A_DROPPED_CHECK, undefined, { signal });
      const verdict = await judgeLab(this.#judge, this.#state.lab, this.#context.progress, { onProgress, signal });
      this.#checking = false;
      this.#context.classroom.judged(this.#state.lab, verdict);
      this.#happened({ kind: 'judged', verdict });
    } catch (error) {
      if (!signal.aborted) this.#over.reject(error);
    }
  }

  async #note(): Promise<void> {
    const { signal } = this.#check;
    const notes = [...this.#context.progress.takeNotices(), ...(await notesOf(this.#context, this.#state.lab, signal))];
    if (!signal.aborted && notes.length > 0) this.#happened({ kind: 'noted', notes });
  }
}
