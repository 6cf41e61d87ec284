/** Which groups of tasks have a series of their own, so that a program with ever new places can't flood a monitoring system. */
import { packagePath } from '../profile/package-path.ts';
import type { Group } from '../registry/groups.ts';

/** Groups that wait at one place for one thing, as one number. */
export interface GroupSeries {
  /** Where they wait, by the path within the package: `src/query.ts:12`. */
  site: string;
  wait: string;
  /** That waits there. */
  function: string;
  tasks: number;
  /** Whether some of them are proven. */
  leaked: boolean;
}

/** Series at a time, unless the program says otherwise. */
export const GROUPS_SHOWN = 20;
/** Names that are given in the life of a process to what is only large. Each is a series that the monitoring system keeps. */
const NAMES_LIMIT = 200;
const OTHER = { site: 'other', wait: 'other', function: 'other' };

/**
 * Chooses at each reading: the largest groups, `shown` of them, and each that is proven, whose number the registry bounds.
 * All others are one series, `other`.
 */
export class GroupNames {
  readonly #shown: number;
  readonly #given = new Set<string>();

  constructor(shown: number) {
    this.#shown = shown;
  }

  choose(groups: readonly Group[]): GroupSeries[] {
    const all = bySite(groups).sort((a, b) => b.tasks - a.tasks);
    let places = this.#shown;
    let rest = 0;
    const chosen = all.filter((series) => {
      // A leak of the second day is small beside what has been there since the first, and has to be seen.
      const named = series.site !== OTHER.site && (series.leaked || (places > 0 && this.#name(series)));
      if (named && !series.leaked) places--;
      if (!named) rest += series.tasks;
      return named;
    });
    return rest === 0 ? chosen : [...chosen, { ...OTHER, tasks: rest, leaked: false }];
  }

  /** Whether the series has a name, or gets one now. */
  #name(series: GroupSeries): boolean {
    const key = keyOf(series);
    if (this.#given.has(key)) return true;
    if (this.#given.size >= NAMES_LIMIT) return false;
    this.#given.add(key);
    return true;
  }
}

/** Labels, creators and callers are told by a profile; a series has the place alone. */
function bySite(groups: readonly Group[]): GroupSeries[] {
  const series = new Map<string, GroupSeries>();
  for (const group of groups) {
    const found = seriesOf(group);
    const known = series.get(keyOf(found));
    if (known === undefined) series.set(keyOf(found), found);
    else {
      known.tasks += found.tasks;
      known.leaked ||= found.leaked;
    }
  }
  return [...series.values()];
}

function seriesOf({ frames: [innermost], wait, count, leaked }: Group): GroupSeries {
  // The registry's own rest, which names no place.
  if (innermost === undefined || innermost.line === 0) return { ...OTHER, tasks: count, leaked };
  const { name, file, line } = innermost;
  return { site: `${packagePath(file)}:${line}`, wait, function: name, tasks: count, leaked };
}

function keyOf({ site, wait, function: name }: GroupSeries): string {
  return JSON.stringify([site, wait, name]);
}
