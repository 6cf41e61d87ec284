/**
 * The places of a fleet, ranked by the root mean square of their tasks over the instances, as Uber's LeakProf does: many
 * tasks on one instance weigh more than the same number spread over all.
 */
import type { InstanceProfile, PlaceTasks } from './instance-profile.ts';

/** An instance, and what it has answered: one profile a fetch, null where that failed. */
export interface Watched {
  instance: string;
  profiles: readonly (InstanceProfile | null)[];
}

/**
 * What three fetches or more say of a place, by the floor of its tasks: `growing` where it rises on most instances that have
 * it, `steady` where all have it alike and it rises on none.
 */
export type Trend = 'growing' | 'steady' | null;

export interface RankedPlace {
  package: string | null;
  path: string;
  function: string;
  /** Of all instances, the one with most tasks first: two releases have two. */
  lines: number[];
  wait: string;
  /** Over all instances that answered, those without it included. */
  rms: number;
  instances: number;
  largest: { instance: string; tasks: number };
  tasks: number;
  /** Of these, proven. */
  leaked: number;
  /** From the first answer of each instance to its last; null after one fetch. */
  growth: number | null;
  trend: Trend;
  /** Of the instance that has most, innermost first. */
  stack: { function: string; path: string; line: number }[];
  createdBy: string | null;
}

/** Largest first. */
export function rankPlaces(watched: readonly Watched[], fetches: number): RankedPlace[] {
  const answered = watched.flatMap(({ instance, profiles }) => {
    const given = profiles.filter((profile) => profile !== null);
    const [first, last] = [given[0], given.at(-1)];
    return first === undefined || last === undefined ? [] : [{ instance, first, last, given }];
  });
  const keys = new Set(answered.flatMap(({ last }) => [...last.places.keys()]));
  const whole = answered.filter(({ given }) => given.length === fetches);
  return Array.from(keys, (key) => {
    const here = answered.flatMap(({ instance, first, last }) => {
      const place = last.places.get(key);
      return place === undefined ? [] : [{ instance, place, before: first.places.get(key)?.tasks ?? 0 }];
    });
    const floors = whole.map(({ given }) => given.map(({ places }) => places.get(key)?.tasks ?? 0));
    const gone = answered.reduce(
      (sum, { first, last }) => sum + (last.places.has(key) ? 0 : (first.places.get(key)?.tasks ?? 0)),
      0,
    );
    return rankedPlace(here, answered.length, fetches > 1 ? gone : null, trendOf(floors, fetches));
  }).sort((a, b) => b.rms - a.rms || b.leaked - a.leaked || a.path.localeCompare(b.path));
}

function rankedPlace(
  here: readonly { instance: string; place: PlaceTasks; before: number }[],
  instances: number,
  gone: number | null,
  trend: Trend,
): RankedPlace {
  const sum = (of: (each: { place: PlaceTasks; before: number }) => number): number =>
    here.reduce((all, each) => all + of(each), 0);
  const most = here.reduce((a, b) => (b.place.tasks > a.place.tasks ? b : a));
  const { place, wait, stack, createdBy } = most.place;
  const tasks = sum((each) => each.place.tasks);
  return {
    package: place.package,
    path: place.path,
    function: place.function,
    lines: linesOf(here.map((each) => each.place)),
    wait,
    rms: Math.sqrt(sum((each) => each.place.tasks ** 2) / instances),
    instances: here.length,
    largest: { instance: most.instance, tasks: most.place.tasks },
    tasks,
    leaked: sum((each) => each.place.leaked),
    growth: gone === null ? null : tasks - sum(({ before }) => before) - gone,
    trend,
    stack: stack.map(({ function: name, path, line }) => ({ function: name, path, line })),
    createdBy,
  };
}

function linesOf(places: readonly PlaceTasks[]): number[] {
  const lines = new Map<number, number>();
  for (const place of places) for (const [line, tasks] of place.lines) lines.set(line, (lines.get(line) ?? 0) + tasks);
  return [...lines].sort(([, a], [, b]) => b - a).map(([line]) => line);
}

const FETCHES_FOR_TREND = 3;
/** The largest floor of a steady place over its smallest. */
const ALIKE = 2;

/** `series`: for each instance that has answered each fetch, its tasks at each. */
function trendOf(series: readonly number[][], fetches: number): Trend {
  if (fetches < FETCHES_FOR_TREND) return null;
  const having = series.filter((counts) => counts.some((count) => count > 0));
  const rising = having.filter(rises).length;
  if (rising > having.length / 2) return 'growing';
  const floors = series.map((counts) => Math.min(...counts));
  const [lowest, highest] = [Math.min(...floors), Math.max(...floors)];
  return rising === 0 && lowest > 0 && highest <= lowest * ALIKE ? 'steady' : null;
}

/**
 * Whether the floor is higher in each third of the time than in the one before. A single number proves nothing: it is the
 * load of that moment.
 */
function rises(counts: readonly number[]): boolean {
  const floorOf = (third: number): number =>
    Math.min(...counts.slice(Math.floor((third * counts.length) / 3), Math.floor(((third + 1) * counts.length) / 3)));
  return floorOf(0) < floorOf(1) && floorOf(1) < floorOf(2);
}
