/** The numbers of a whole program, with its worker threads, as a monitoring system reads them. Nothing is collected for them. */
import { registry } from '../registry/registry.ts';
import { ownNumbers } from '../threads/answer.ts';
import { askThreads } from '../threads/ask.ts';
import type { ThreadNumbers } from '../threads/messages.ts';
import { processProfile } from '../threads/process-profile.ts';
import { GROUPS_SHOWN, GroupNames, type GroupSeries } from './group-series.ts';

export interface Reading {
  tasks: number;
  /** Of these, proven so far. It never falls, also where a thread ends. */
  leaked: number;
  /** Async calls that are under way, the awaited ones included. */
  frames: number;
  /** Async calls since the start: what the program has been asked to do. It never falls. */
  started: number;
  /** Worker threads that did not answer; the numbers are then with what they said last. */
  missingThreads: number;
  /** Whether there is a count to believe in. */
  tracking: boolean;
  groups: GroupSeries[];
}

/** Ids of frames begin anew after these. */
const ID_LIMIT = 0x3fffffff;

/** One for each place where the numbers are given out: it keeps what must not fall. */
export class TaskMetrics {
  readonly #names: GroupNames;
  /** By thread, what it said last; of those that ended, what goes on to count. */
  readonly #threads = new Map<number, ThreadNumbers>();
  #reading: Promise<Reading> | undefined;

  constructor(groups = GROUPS_SHOWN) {
    this.#names = new GroupNames(groups);
  }

  /** Whoever asks while a reading is under way shares it: one scrape asks for each metric by itself. */
  read(): Promise<Reading> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #read(): Promise<Reading> {
    const [{ answers, missing }, { groups }] = await Promise.all([askThreads('statistics'), processProfile()]);
    this.#note(0, ownNumbers());
    for (const { thread, told } of answers) this.#note(thread, told);
    this.#noteEnded(new Set([0, ...[...answers, ...missing].map(({ thread }) => thread)]));
    const sum = (of: keyof ThreadNumbers): number => this.#threads.values().reduce((all, each) => all + each[of], 0);
    return {
      tasks: sum('tasks'),
      leaked: sum('leaked'),
      frames: sum('frames'),
      started: sum('started'),
      missingThreads: missing.length,
      tracking: registry.isTracking(),
      groups: this.#names.choose(groups),
    };
  }

  #note(thread: number, { tasks, leaked, frames, started }: ThreadNumbers): void {
    const before = this.#threads.get(thread)?.started ?? 0;
    const ids = (started - before) & ID_LIMIT;
    this.#threads.set(thread, { tasks, leaked, frames, started: before + ids });
  }

  /** A thread that has ended takes its tasks with it; what was proven, and what was called, has been. */
  #noteEnded(running: ReadonlySet<number>): void {
    for (const [thread, { leaked, started }] of this.#threads) {
      if (!running.has(thread)) this.#threads.set(thread, { tasks: 0, leaked, frames: 0, started });
    }
  }
}
