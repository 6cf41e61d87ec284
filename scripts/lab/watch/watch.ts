/** The watch: one loop over all that can happen. It never moves on by itself. */
import type { Judge } from '../../checker/judge.ts';
import type { Lab } from '../../course/course.ts';
import { judgeLab, missingFile, notesOf } from '../commands/check.ts';
import { nextHint } from '../commands/help.ts';
import type { Context } from '../context.ts';
import { nextLab } from '../render/list.ts';
import { type Watcher, watchFiles } from './files.ts';
import { renderScreen } from './screen.ts';
import { advance, begin, type Effect, type Event, type State } from './state.ts';

export interface Terminal {
  /** Shows this text in place of what was shown before. */
  show(text: string): void;
  /** Calls with each key until the returned function is called. */
  keys(onKey: (key: string) => void): () => void;
}

/** Watches a lab until the learner quits; null: goes on with another lab. */
export async function watchLab(context: Context, terminal: Terminal, lab: Lab): Promise<Lab | null> {
  context.progress.open(lab.name);
  const judge = context.startJudge();
  const session = new Session(context, terminal, judge, lab);
  try {
    return await session.run();
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
  #hint = '';
  /** Aborted when what it is about is out of date. */
  #check = new AbortController();
  #watcher: Watcher | null = null;

  constructor(context: Context, terminal: Terminal, judge: Judge, lab: Lab) {
    this.#context = context;
    this.#terminal = terminal;
    this.#judge = judge;
    [this.#state] = begin(lab, missingFile(lab));
  }

  async run(): Promise<Lab | null> {
    const { lab } = this.#state;
    const watcher = watchFiles(lab, () => this.#happened({ kind: 'saved', missing: missingFile(lab) }));
    this.#watcher = watcher;
    const stopKeys = this.#terminal.keys((key) => this.#happened({ kind: 'key', key }));
    this.#happened({ kind: 'saved', missing: missingFile(lab) });
    try {
      return await this.#over.promise;
    } finally {
      this.#check.abort();
      watcher.close();
      stopKeys();
    }
  }

  #happened(event: Event): void {
    const [state, effects] = advance(this.#state, event);
    this.#state = state;
    for (const effect of effects) this.#do(effect);
    this.#terminal.show(renderScreen(this.#context, this.#state, this.#hint, this.#watcher?.polling === true));
  }

  #do(effect: Effect): void {
    const { course, progress, paint } = this.#context;
    switch (effect) {
      case 'check':
        void this.#runCheck();
        return;
      case 'note':
        void this.#note();
        return;
      case 'hint':
        this.#hint = nextHint(this.#state.lab, progress, paint);
        return;
      case 'next':
        return this.#over.resolve(nextLab(course, progress, this.#state.lab.name) ?? this.#state.lab);
      case 'quit':
        return this.#over.resolve(null);
    }
  }

  /** The last save counts: a check that is under way is dropped. */
  async #runCheck(): Promise<void> {
    this.#check.abort();
    const check = new AbortController();
    this.#check = check;
    const onProgress = (phase: string): void => {
      if (!check.signal.aborted) this.#happened({ kind: 'phase', phase });
    };
    try {
      const verdict = await judgeLab(this.#context, this.#judge, this.#state.lab, { onProgress, signal: check.signal });
      this.#happened({ kind: 'judged', verdict });
    } catch (error) {
      if (!check.signal.aborted) throw error;
    }
  }

  async #note(): Promise<void> {
    const { signal } = this.#check;
    const notes = [...this.#context.progress.takeNotices(), ...(await notesOf(this.#context, this.#state.lab, signal))];
    if (!signal.aborted && notes.length > 0) this.#happened({ kind: 'noted', notes });
  }
}
