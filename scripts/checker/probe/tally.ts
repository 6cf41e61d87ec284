/** The task count over time. The peak is kept by events: a sampler alone misses it. */

import { type Group, leakedCount, profile, taskCount, tasks } from 'taskscope';
import type { Baseline, Glance } from '../protocol.ts';
import { resources } from './left-behind.ts';
import { setInterval } from './real-timers.ts';
import type { Threads } from './threads.ts';

const SAMPLE_INTERVAL = 10;
const SAMPLE_LIMIT = 2000;

export class Tally {
  baseline: Baseline = { count: 0, leaked: 0, resources: {} };
  /** Peak and samples are those of the main thread. */
  peak = 0;
  samples: [ms: number, count: number][] = [];
  readonly threads: Threads;
  #start = 0;
  /** Ids of the last tasks that were there at the baseline, after the first load, and before the load was repeated last. */
  #atBaseline = 0;
  #afterFirst = 0;
  #atRepeat = 0;
  #threadsAfterFirst = 0;
  #threadsAtRepeat = 0;
  #highest = 0;
  #groups = new Map<string, number>();

  constructor(threads: Threads) {
    this.threads = threads;
    setInterval(() => this.note(), SAMPLE_INTERVAL).unref();
  }

  /** Of all threads; that of the others is what they told last. */
  get total(): number {
    return taskCount() + this.threads.count;
  }

  get leaked(): number {
    return leakedCount() + this.threads.leaked;
  }

  async begin(): Promise<Baseline> {
    await this.threads.ask();
    this.baseline = { count: this.total, leaked: this.leaked, resources: resources() };
    this.peak = this.baseline.count;
    this.#groups = new Map(this.#all().map((group) => [keyOf(group), group.count]));
    this.#highest = this.baseline.count;
    this.#atBaseline = lastId();
    this.samples = [];
    this.#start = performance.now();
    this.note();
    return this.baseline;
  }

  glance(): Glance {
    this.note();
    const count = taskCount();
    const highest = this.#highest;
    this.#highest = count;
    const ms = Math.round(performance.now() - this.#start);
    return { ms, count, highest, leaked: leakedCount() - this.baseline.leaked, groups: this.excess() };
  }

  /** From here on the same load is put on the program again; for the first time, where it is not said that it was before. */
  beginRepeat(before = false): void {
    this.#atRepeat = lastId();
    this.#threadsAtRepeat = this.threads.count;
    if (before) return;
    this.#afterFirst = this.#atRepeat;
    this.#threadsAfterFirst = this.#threadsAtRepeat;
  }

  /** Tasks beyond the baseline that are still there: those from the first load, and those from the last repeat. */
  stayed(): { kept: number; added: number } {
    const ids = tasks().map(({ id }) => id);
    return {
      kept:
        ids.filter((id) => id > this.#atBaseline && id <= this.#afterFirst).length +
        Math.min(this.threads.count, this.#threadsAfterFirst),
      added: ids.filter((id) => id > this.#atRepeat).length + Math.max(0, this.threads.count - this.#threadsAtRepeat),
    };
  }

  /** The groups of tasks beyond those of the baseline, largest first. */
  excess(): Group[] {
    return this.#all()
      .map((group) => ({
        ...group,
        count: group.count - (group.leaked ? 0 : (this.#groups.get(keyOf(group)) ?? 0)),
      }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count);
  }

  note(): void {
    const count = taskCount();
    this.peak = Math.max(this.peak, count);
    this.#highest = Math.max(this.#highest, count);
    if (this.#start === 0 || this.samples.length >= SAMPLE_LIMIT) return;
    const ms = Math.round(performance.now() - this.#start);
    if (this.samples.at(-1)?.[0] !== ms) this.samples.push([ms, count]);
  }

  #all(): Group[] {
    return [...profile().groups, ...this.threads.reports.flatMap(({ groups }) => groups)];
  }
}

/** Tasks are numbered as they are started. */
function lastId(): number {
  return tasks().at(-1)?.id ?? 0;
}

function keyOf({ name, wait, frames }: Group): string {
  return [name, wait, ...frames.map(({ address }) => address)].join();
}
