/** What has grown from one snapshot to another: of one process, or of two that run the same program. */
import type { Holder, Suspended, SuspendedGroup } from './suspended.ts';

/** A place at which more wait than before. `heldBy` is of the later snapshot: the ways by which more are held than before. */
export interface Grown extends SuspendedGroup {
  before: number;
  /** More than 0. */
  change: number;
}

export interface SuspendedChange {
  before: number;
  after: number;
  /** The one that grew most first. */
  grown: Grown[];
  notShown: string[];
}

export function suspendedChange(before: Suspended, after: Suspended): SuspendedChange {
  const known = new Map<string, SuspendedGroup>();
  for (const group of before.groups) known.set(placeOf(group), group);
  const grown = after.groups.flatMap((group): Grown[] => {
    const earlier = known.get(placeOf(group));
    const change = group.count - (earlier?.count ?? 0);
    if (change <= 0) return [];
    return [
      { ...group, before: group.count - change, change, heldBy: grownHolders(earlier?.heldBy ?? [], group.heldBy) },
    ];
  });
  grown.sort((a, b) => b.change - a.change);
  return { before: before.total, after: after.total, grown, notShown: after.notShown };
}

function placeOf({ function: name, file, functionLine, lines }: SuspendedGroup): string {
  return JSON.stringify([name, file, functionLine, lines]);
}

function grownHolders(before: readonly Holder[], after: readonly Holder[]): Holder[] {
  const counts = new Map(before.map(({ path, count }) => [path.join('\n'), count]));
  return after.filter(({ path, count }) => count > (counts.get(path.join('\n')) ?? 0));
}
