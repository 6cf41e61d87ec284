/**
 * The places of a fleet, ranked by the root mean square of their tasks over the instances, as Uber's LeakProf does: many
 * tasks on one instance weigh more than the same number spread over all.
 */
import type { InstanceProfile } from './instance-profile.ts';
import type { Place, Places } from './places.ts';
import { type Trend, Trends } from './trend.ts';

/** An instance, and what it has answered: one profile a fetch, null where that failed. */
export interface Watched {
  instance: string;
  profiles: readonly (InstanceProfile | null)[];
}

export interface RankedPlace {
  package: string | null;
  path: string;
  function: string;
  /** Of all answers, the one with most tasks first: two releases have two. */
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
  /** Of its largest group, innermost first. */
  stack: { function: string; path: string; line: number }[];
  createdBy: string | null;
}

/** What the last answers say of a place, all instances together. */
interface Sum {
  tasks: number;
  leaked: number;
  squares: number;
  instances: number;
  largest: { instance: string; tasks: number };
  /** In the first answers. */
  before: number;
}

/** Largest first; those that the last answers have. */
export function rankPlaces(places: Places, watched: readonly Watched[], fetches: number): RankedPlace[] {
  const sums = places.all.map(emptySum);
  const trends = new Trends(places.all.length, fetches);
  let answered = 0;
  for (const { instance, profiles } of watched) {
    const given = profiles.filter((profile) => profile !== null);
    const [first, last] = [given[0], given.at(-1)];
    if (first === undefined || last === undefined) continue;
    answered++;
    addLast(sums, last, instance);
    addFirst(sums, first);
    if (given.length === fetches) trends.add(given);
  }
  return places.all
    .flatMap((place) => {
      const sum = sums[place.id];
      if (sum === undefined || sum.instances === 0) return [];
      return [rankedPlace(place, sum, { answered, compared: fetches > 1, trend: trends.of(place) })];
    })
    .sort((a, b) => b.rms - a.rms || b.leaked - a.leaked || compare(a.path, b.path) || compare(a.function, b.function));
}

function emptySum(): Sum {
  return { tasks: 0, leaked: 0, squares: 0, instances: 0, largest: { instance: '', tasks: 0 }, before: 0 };
}

function addLast(sums: readonly Sum[], { places, tasks, leaked }: InstanceProfile, instance: string): void {
  places.forEach((id, index) => {
    const sum = sums[id];
    const here = tasks[index] ?? 0;
    if (sum === undefined) return;
    sum.tasks += here;
    sum.leaked += leaked.get(id) ?? 0;
    sum.squares += here ** 2;
    sum.instances++;
    if (here > sum.largest.tasks) sum.largest = { instance, tasks: here };
  });
}

function addFirst(sums: readonly Sum[], { places, tasks }: InstanceProfile): void {
  places.forEach((id, index) => {
    const sum = sums[id];
    if (sum !== undefined) sum.before += tasks[index] ?? 0;
  });
}

function rankedPlace(
  { package: owner, path, function: name, lines, example }: Place,
  { tasks, leaked, squares, instances, largest, before }: Sum,
  { answered, compared, trend }: { answered: number; compared: boolean; trend: Trend },
): RankedPlace {
  return {
    package: owner,
    path,
    function: name,
    lines: [...lines].sort(([a, most], [b, fewer]) => fewer - most || a - b).map(([line]) => line),
    wait: example.wait,
    rms: Math.sqrt(squares / answered),
    instances,
    largest,
    tasks,
    leaked,
    growth: compared ? tasks - before : null,
    trend,
    stack: example.stack.map(({ function: each, path: file, line }) => ({ function: each, path: file, line })),
    createdBy: example.createdBy,
  };
}

/** By code units: the same in each language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
