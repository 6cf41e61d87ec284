/** What the floor of a place says, over three fetches or more: as in lab 1, a single number proves nothing. */
import type { InstanceProfile } from './instance-profile.ts';
import type { Place } from './places.ts';

/**
 * `growing` where the floor rises on most instances that have the place, `steady` where all have it alike and it rises on
 * none.
 */
export type Trend = 'growing' | 'steady' | null;

const FETCHES = 3;
/** The largest floor of a steady place over its smallest. */
const ALIKE = 2;

/** Of the instances that have answered each fetch. */
export class Trends {
  readonly #floors: Floors[];
  readonly #fetches: number;
  #instances = 0;

  constructor(places: number, fetches: number) {
    this.#fetches = fetches;
    this.#floors = fetches < FETCHES ? [] : Array.from({ length: places }, () => ({ ...NO_FLOORS }));
  }

  /** One instance: its answers, one a fetch. */
  add(answers: readonly InstanceProfile[]): void {
    this.#instances++;
    if (this.#fetches < FETCHES) return;
    for (const [id, counts] of countsByPlace(answers)) {
      const floors = this.#floors[id];
      if (floors === undefined) continue;
      const floor = Math.min(...counts);
      floors.having++;
      if (rises(counts)) floors.rising++;
      floors.lowest = Math.min(floors.lowest, floor);
      floors.highest = Math.max(floors.highest, floor);
    }
  }

  /** Null where nothing can be said. */
  of({ id }: Place): Trend {
    const floors = this.#floors[id];
    if (floors === undefined) return null;
    const { having, rising, lowest, highest } = floors;
    if (rising > having / 2) return 'growing';
    const everywhere = having > 0 && having === this.#instances && lowest > 0;
    return everywhere && rising === 0 && highest <= lowest * ALIKE ? 'steady' : null;
  }
}

/** Of a place, over the instances. */
interface Floors {
  /** Instances that had it at least once. */
  having: number;
  rising: number;
  lowest: number;
  highest: number;
}

const NO_FLOORS: Floors = { having: 0, rising: 0, lowest: Number.POSITIVE_INFINITY, highest: 0 };

/** By the id of a place, its tasks in each answer. */
function countsByPlace(answers: readonly InstanceProfile[]): Map<number, number[]> {
  const counts = new Map<number, number[]>();
  answers.forEach(({ places, tasks }, fetch) => {
    places.forEach((id, index) => {
      const series = counts.get(id) ?? answers.map(() => 0);
      series[fetch] = tasks[index] ?? 0;
      counts.set(id, series);
    });
  });
  return counts;
}

/** Whether the floor is higher in each third of the time than in the one before. */
function rises(counts: readonly number[]): boolean {
  const floorOf = (third: number): number =>
    Math.min(...counts.slice(Math.floor((third * counts.length) / 3), Math.floor(((third + 1) * counts.length) / 3)));
  return floorOf(0) < floorOf(1) && floorOf(1) < floorOf(2);
}
