/** Held tasks as a profile: what `go tool pprof` and flame graphs read. */
import type { Group, Profile } from '../registry/groups.ts';
import type { Held, HeldGroup } from './held.ts';

/** A group for each way in which tasks of one stack are held; the way is the label `held by`. */
export function heldProfile({ total, groups }: Held): Profile {
  return { total, groups: groups.flatMap(ways) };
}

function ways({ heldBy, lost: _, ...group }: HeldGroup): Group[] {
  const told = heldBy.map(({ count, path }) => ({
    ...group,
    count,
    labels: { ...group.labels, 'held by': path.join(' → ') },
  }));
  const rest = group.count - heldBy.reduce((sum, { count }) => sum + count, 0);
  return rest > 0 ? [...told, { ...group, count: rest }] : told;
}
