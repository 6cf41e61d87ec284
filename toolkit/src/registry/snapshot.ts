/** Reading the registry: each live task, and tasks grouped by what they wait for and where. Nothing is kept or forced. */
import { type Chain, chainOf, innermost } from './chain.ts';
import { elapsed } from './clock.ts';
import { allRecords } from './frames.ts';
import { leakGroups } from './leaks.ts';
import { type Labels, labelsOf, taskNames, type WaitReason, waitReason } from './names.ts';
import type { Record } from './record.ts';
import { siteOf } from './sites.ts';

/** A place in the code. */
export interface StackFrame {
  /** Name of the async function. */
  name: string;
  /** Absolute path, or the URL of what is not a file. */
  file: string;
  /** From 1; of the `await` that the frame is suspended at, or of the function while it runs. */
  line: number;
  /** From 1. */
  column: number;
  /** A number that stands for this place in this process, in the form of a machine address: `0x…`. */
  address: string;
}

/** One live task. */
export interface Task {
  id: number;
  /** The name given to `go()`, else the name of its function. */
  name: string;
  /** Innermost first: the frame that waits, then the frames that await it, up to the task's own. */
  frames: StackFrame[];
  /** The async function that started it, or null: a timer, a plain callback, the top level of a module. */
  createdBy: StackFrame | null;
  wait: WaitReason | 'running';
  /** Milliseconds since the innermost frame was suspended; 0 while it runs. */
  ms: number;
  labels: Labels;
}

/** Tasks with the same stack, wait, name, labels and creator. */
export interface Group {
  count: number;
  /** Whether these are proven to be leaked: such tasks can never finish. */
  leaked: boolean;
  /** The name given to `go()`, else that of the function; `(other)` for the leaks of all groups beyond the first thousand. */
  name: string;
  /** Innermost first; empty for `(other)`. */
  frames: StackFrame[];
  /** Where the function of the task starts. */
  function: StackFrame;
  createdBy: StackFrame | null;
  wait: WaitReason | 'running';
  /** The longest wait of a task in the group, in milliseconds; 0 where they are leaked or run. */
  ms: number;
  labels: Labels;
}

/** A task profile: `total` is the task count. */
export interface Profile {
  total: number;
  /** Largest first. */
  groups: Group[];
}

/** All live tasks, oldest first; leaked ones are only counted, see `profile()`. */
export function tasks(): Task[] {
  return liveTasks()
    .map(describe)
    .sort((a, b) => a.id - b.id);
}

/** Live and leaked tasks, grouped. Does not collect: leaks that V8 has not found yet are among the live ones. */
export function profile(): Profile {
  const groups = [...leakedGroups(), ...liveGroups()].sort((a, b) => b.count - a.count);
  return { total: groups.reduce((sum, group) => sum + group.count, 0), groups };
}

export function stackFrame(place: number): StackFrame {
  const number = Math.abs(place);
  const { name, file, line, column } = siteOf(number);
  return { name, file, line, column, address: addressOf(number) };
}

function liveTasks(): Record[] {
  return allRecords().filter((record) => record.id !== 0 && record.joined === 0 && record.at >= 0);
}

function describe(record: Record): Task {
  const leaf = innermost(record);
  return {
    id: record.id,
    name: nameOf(record),
    frames: chainOf(record).map(stackFrame),
    createdBy: creator(record.parentSite),
    wait: waitOf(leaf),
    ms: leaf.at === 0 ? 0 : elapsed(leaf.since),
    labels: labelsOf(record.labels),
  };
}

function leakedGroups(): Group[] {
  return Array.from(leakGroups(), (group) => ({
    count: group.count,
    leaked: true,
    name: group.chain.length === 0 ? '(other)' : taskNames.value(group.name) || siteOf(group.site).name,
    frames: group.chain.map(stackFrame),
    function: stackFrame(group.site),
    createdBy: creator(group.parentSite),
    wait: waitReason(group.wait),
    ms: 0,
    labels: labelsOf(group.labels),
  }));
}

interface LiveGroup {
  count: number;
  since: number;
  task: Record;
  chain: Chain;
  leaf: Record;
}

/** Grouping is arithmetic on the numbers of the records; only one task of each group is put into words. */
function liveGroups(): Group[] {
  const groups = new Map<number, LiveGroup[]>();
  let recent: LiveGroup | undefined;
  for (const record of allRecords()) {
    if (record.id === 0 || record.joined !== 0 || record.at < 0) continue;
    const leaf = innermost(record);
    const chain = leaf === record ? null : chainOf(record);
    if (recent === undefined || !belongs(recent, record, leaf, chain)) {
      const key = leaf.at * 4096 + leaf.site + record.labels;
      const candidates = groups.get(key);
      recent = candidates?.find((group) => belongs(group, record, leaf, chain));
      if (recent === undefined) {
        recent = { count: 0, since: leaf.since, task: record, chain: chain ?? chainOf(record), leaf };
        if (candidates === undefined) groups.set(key, [recent]);
        else candidates.push(recent);
      }
    }
    recent.count++;
    if (leaf.since < recent.since) recent.since = leaf.since;
  }
  return [...groups.values()].flat().map(describeGroup);
}

function belongs(group: LiveGroup, record: Record, leaf: Record, chain: Chain | null): boolean {
  const { task } = group;
  return (
    leaf.at === group.leaf.at &&
    leaf.site === group.leaf.site &&
    leaf.wait === group.leaf.wait &&
    record.labels === task.labels &&
    record.name === task.name &&
    record.parentSite === task.parentSite &&
    (chain === null ? group.chain.length === 1 : sameChain(chain, group.chain))
  );
}

function sameChain(a: Chain, b: Chain): boolean {
  return a.length === b.length && a.every((place, index) => place === b[index]);
}

function describeGroup(group: LiveGroup): Group {
  const { task, leaf } = group;
  return {
    count: group.count,
    leaked: false,
    name: nameOf(task),
    frames: group.chain.map(stackFrame),
    function: stackFrame(task.site),
    createdBy: creator(task.parentSite),
    wait: waitOf(leaf),
    ms: leaf.at === 0 ? 0 : elapsed(group.since),
    labels: labelsOf(task.labels),
  };
}

function nameOf(record: Record): string {
  return taskNames.value(record.name) || siteOf(record.site).name;
}

function waitOf(leaf: Record): WaitReason | 'running' {
  return leaf.at === 0 ? 'running' : waitReason(leaf.wait);
}

function creator(parentSite: number): StackFrame | null {
  return parentSite === 0 ? null : stackFrame(parentSite);
}

/** Odd, and far from each other: `go tool pprof` takes the address before the one it is given. */
function addressOf(number: number): string {
  return `0x${(0x1000000 + number * 16 + 1).toString(16)}`;
}
