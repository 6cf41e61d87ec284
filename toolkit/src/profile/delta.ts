import type { Group, Profile } from '../registry/groups.ts';
import type { MissingThread } from '../registry/workers.ts';

/** How a group changed between two moments. `count` is that of the later one: 0 where it is gone. */
export interface GroupDelta extends Group {
  change: number;
}

/** What changed between two profiles. */
export interface Delta {
  /** Between the two moments. */
  seconds: number;
  /** The task count at the later moment. */
  total: number;
  change: number;
  /** Those that changed; the largest growth first, the largest shrinkage last. */
  groups: GroupDelta[];
  /** Worker threads that did not answer at one of the moments: what is said of them is half the truth. */
  missing?: readonly MissingThread[];
}

/** Which groups grew or shrank between two profiles that were taken `seconds` apart. */
export function profileDelta(before: Profile, after: Profile, seconds: number): Delta {
  const earlier = new Map(before.groups.map((group) => [keyOf(group), group]));
  const groups = after.groups.map((group): GroupDelta => {
    const key = keyOf(group);
    const change = group.count - (earlier.get(key)?.count ?? 0);
    earlier.delete(key);
    return { ...group, change };
  });
  const gone = Array.from(earlier.values(), (group): GroupDelta => ({ ...group, count: 0, change: -group.count }));
  const missing = new Map([...(before.missing ?? []), ...(after.missing ?? [])].map((each) => [each.thread, each]));
  return {
    seconds,
    total: after.total,
    change: after.total - before.total,
    groups: [...groups, ...gone].filter(({ change }) => change !== 0).sort((a, b) => b.change - a.change),
    ...(missing.size === 0 ? {} : { missing: [...missing.values()] }),
  };
}

/** All that makes a group, as text. A group that is proven to be leaked is not the live one that it was before. */
function keyOf({ leaked, wait, name, labels, createdBy, frames }: Group): string {
  return JSON.stringify([leaked, wait, name, labels, createdBy?.address, frames.map(({ address }) => address)]);
}
