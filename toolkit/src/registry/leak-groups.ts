/** Leaks, counted by group. The number of groups is bounded; what exceeds it is counted in one group, `other`. */
import { type Chain, chainOf, innermost } from './chain.ts';
import { taskNames } from './names.ts';
import { type Record, waitOf } from './record.ts';

const GROUP_LIMIT = 1000;
const EXEMPLAR_LIMIT = 8;
const OTHER = taskNames.number('other', 'other');

export interface LeakGroup {
  count: number;
  /** In the group `other` that of no place. */
  chain: Chain;
  wait: number;
  labels: number;
  name: number;
  /** Site of the function of the task itself. */
  site: number;
  /** Of the call that started it. */
  createdAt: number;
  /** Of the call that started whoever called that; 0 where they differ. */
  creatorAt: number;
  /** Ids of the first ones, to tell tasks apart in a dump. */
  exemplars: number[];
}

export class LeakGroups {
  readonly #groups = new Map<string, LeakGroup>();

  values(): Iterable<LeakGroup> {
    return this.#groups.values();
  }

  add(task: Record): void {
    const chain = chainOf(task);
    const wait = waitOf(innermost(task));
    const { labels, name } = task.more;
    const key = `${chain.join()}|${wait}|${labels}|${name}|${task.createdAt}`;
    const full = this.#groups.size >= GROUP_LIMIT;
    const known = this.#groups.get(key) ?? (full ? this.#groups.get('other') : undefined);
    if (known !== undefined) {
      known.count++;
      if (known.creatorAt !== task.creatorAt) known.creatorAt = 0;
      if (known.exemplars.length < EXEMPLAR_LIMIT) known.exemplars.push(task.id);
      return;
    }
    this.#groups.set(full ? 'other' : key, {
      count: 1,
      chain: full ? [0] : chain,
      wait: full ? 0 : wait,
      labels: full ? 0 : labels,
      name: full ? OTHER : name,
      site: full ? 0 : task.site,
      createdAt: full ? 0 : task.createdAt,
      creatorAt: full ? 0 : task.creatorAt,
      exemplars: [task.id],
    });
  }
}
