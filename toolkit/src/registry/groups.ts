/** Reading the registry as a whole: tasks grouped by what they wait for and where. Nothing is kept or forced. */
import { type Chain, chainOf, hasChain, innermost, placeOf } from './chain.ts';
import { leakGroups } from './leaks.ts';
import { type Labels, labelsOf, type WaitReason, waitReason } from './names.ts';
import { type StackFrame, stackFrame } from './places.ts';
import { allRecords } from './pool.ts';
import { joinedChild, type Record, waitOf } from './record.ts';
import type { Scope } from './scopes.ts';
import { creator, isLiveTask, nameOf, waitedSince, waitReasonOf } from './tasks.ts';
import type { MissingThread } from './workers.ts';

const FNV_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Tasks with the same stack, wait, name, labels and creator. */
export interface Group {
  count: number;
  /** Whether these are proven to be leaked: such tasks can never finish. */
  leaked: boolean;
  /** The name given to `go()`, else that of the function; `other` for the leaks of all groups beyond the first thousand. */
  name: string;
  /** Innermost first; one that names no place for `other`. */
  frames: StackFrame[];
  /** Where the function of the task starts. */
  function: StackFrame;
  /** The call that started them. */
  createdBy: StackFrame | null;
  /** The call that started the function which made that call; null where it is not known, or not the same for all of them. */
  creatorCalledBy: StackFrame | null;
  wait: WaitReason | 'running';
  /** The longest wait of a task in the group, in milliseconds; 0 where they are leaked or run. */
  ms: number;
  labels: Labels;
  /** Ids of the first few that were proven; none of a live group, whose ids `tasks()` has. */
  exemplars: readonly number[];
}

/** A task profile: `total` is the task count. */
export interface Profile {
  total: number;
  /** Largest first. */
  groups: Group[];
  /** Of a whole program: worker threads that did not answer, whose tasks are not among these. */
  missing?: readonly MissingThread[];
}

/** Live tasks of one group, and of each the id of its innermost frame: what holds that frame holds the task. */
export interface InnermostGroup {
  group: Group;
  innermost: readonly number[];
}

/** Live and leaked tasks, grouped. Does not collect: leaks that V8 has not found yet are among the live ones. */
export function profile(): Profile {
  return summed([...leakedGroups(), ...liveGroups()]);
}

/** The tasks that are proven to be leaked so far, grouped. Does not collect. */
export function leakedProfile(): Profile {
  return summed(leakedGroups());
}

/** The tasks that were started in a scope, but for those whose ids are in `except`, grouped. Does not collect. */
export function groupsIn(scope: Scope, except: ReadonlySet<number>): Group[] {
  const isMeant = (record: Record): boolean => record.more.scope === scope.id && !except.has(record.id);
  return summed([...leakedGroups(scope), ...liveGroups(isMeant)]).groups;
}

/** The live tasks with their innermost frames, largest group first; of all scopes where none are given. Does not collect. */
export function innermostGroups(scopes: readonly Scope[] | null, except: ReadonlySet<number>): InnermostGroup[] {
  const ids = scopes === null ? null : new Set(scopes.map(({ id }) => id));
  const isMeant = (record: Record): boolean => (ids?.has(record.more.scope) ?? true) && !except.has(record.id);
  const groups = gather(isMeant, true).map((each) => ({ group: describeGroup(each), innermost: each.innermost ?? [] }));
  return groups.sort((a, b) => b.group.count - a.group.count);
}

function summed(groups: Group[]): Profile {
  groups.sort((a, b) => b.count - a.count);
  return { total: groups.reduce((sum, group) => sum + group.count, 0), groups };
}

function leakedGroups(scope?: Scope): Group[] {
  return Array.from(leakGroups(scope), (group) => ({
    count: group.count,
    leaked: true,
    name: nameOf(group.name, group.site),
    frames: group.chain.map(stackFrame),
    function: stackFrame(group.site),
    createdBy: creator(group.createdAt),
    creatorCalledBy: creator(group.creatorAt),
    wait: waitReason(group.wait),
    ms: 0,
    labels: labelsOf(group.labels),
    exemplars: [...group.exemplars],
  }));
}

interface LiveGroup {
  count: number;
  since: number;
  creatorAt: number;
  task: Record;
  chain: Chain;
  leaf: Record;
  /** Of each task, where somebody asks for them. */
  innermost: number[] | null;
}

function liveGroups(isMeant?: (record: Record) => boolean): Group[] {
  return gather(isMeant, false).map(describeGroup);
}

/** Grouping is arithmetic on the numbers of the records, and allocates nothing for a task; only groups are put into words. */
function gather(isMeant: ((record: Record) => boolean) | undefined, withInnermost: boolean): LiveGroup[] {
  const groups = new Map<number, LiveGroup[]>();
  for (const record of allRecords()) {
    if (!isLiveTask(record) || (isMeant !== undefined && !isMeant(record))) continue;
    const leaf = innermost(record);
    const group = groupFor(groups, record, leaf, withInnermost);
    group.count++;
    group.innermost?.push(leaf.id);
    if (leaf.since < group.since) group.since = leaf.since;
    if (record.creatorAt !== group.creatorAt) group.creatorAt = 0;
  }
  return [...groups.values()].flat();
}

function groupFor(groups: Map<number, LiveGroup[]>, task: Record, leaf: Record, withInnermost: boolean): LiveGroup {
  const hash = hashOf(task, leaf);
  const candidates = groups.get(hash);
  for (const group of candidates ?? []) if (belongs(group, task, leaf)) return group;
  const added: LiveGroup = {
    count: 0,
    since: leaf.since,
    creatorAt: task.creatorAt,
    task,
    chain: chainOf(task),
    leaf,
    innermost: withInnermost ? [] : null,
  };
  if (candidates === undefined) groups.set(hash, [added]);
  else candidates.push(added);
  return added;
}

function belongs({ task, leaf, chain }: LiveGroup, other: Record, otherLeaf: Record): boolean {
  return (
    waitOf(otherLeaf) === waitOf(leaf) &&
    other.more.labels === task.more.labels &&
    other.more.name === task.more.name &&
    other.createdAt === task.createdAt &&
    hasChain(other, otherLeaf, chain)
  );
}

function hashOf(task: Record, leaf: Record): number {
  const { labels, name } = task.more;
  let hash = mix(mix(mix(mix(FNV_BASIS, waitOf(leaf)), labels), name), task.createdAt);
  for (let record: Record | null = task; record !== null && record !== leaf; record = joinedChild(record)) {
    hash = mix(hash, placeOf(record));
  }
  return mix(hash, placeOf(leaf));
}

/** FNV-1a, over whole numbers in place of bytes. */
function mix(hash: number, number: number): number {
  return Math.imul(hash ^ number, FNV_PRIME);
}

function describeGroup({ task, leaf, chain, count, since, creatorAt }: LiveGroup): Group {
  return {
    count,
    leaked: false,
    name: nameOf(task.more.name, task.site),
    frames: chain.map(stackFrame),
    function: stackFrame(task.site),
    createdBy: creator(task.createdAt),
    creatorCalledBy: creator(creatorAt),
    wait: waitReasonOf(leaf),
    ms: waitedSince(leaf, since),
    labels: labelsOf(task.more.labels),
    exemplars: [],
  };
}
