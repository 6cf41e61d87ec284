/** Whether a dump that a service gives of its tasks says what the probe sees. */
import { basename } from 'node:path';
import type { Group, Profile } from 'taskscope';
import { say } from '../../../scripts/checker/index.ts';

export interface Dump {
  /** Null where the first line does not end with a number. */
  total: number | null;
  /** In the order in which they stand. */
  records: { count: number; text: string }[];
}

export interface DumpProblem {
  expected: string;
  actual: string;
  help: string;
}

/** A handler that is an async function shows in its own dump, and so do the ones that it goes through; never more than this. */
const OWN_TASKS = 4;
const SHOWN = 60;

export function readDump(text: string): Dump {
  const [head = '', ...lines] = text.split('\n');
  const total = /(?:^|\s)(\d+)\s*$/.exec(head)?.[1];
  const records: Dump['records'] = [];
  for (const line of lines) {
    const count = /^\s*(\d+) @/.exec(line)?.[1];
    const last = records.at(-1);
    if (count !== undefined) records.push({ count: Number(count), text: line });
    else if (last !== undefined) last.text += `\n${line}`;
  }
  return { total: total === undefined ? null : Number(total), records };
}

/** What a dump shows of a profile: two that have the same are told the same. */
export function outline({ groups }: Profile): string {
  return JSON.stringify(
    groups.map(({ count, leaked, frames }) => [count, leaked, frames.map(({ address }) => address)]),
  );
}

/**
 * The first thing that is wrong with the dump; null where it agrees with the profile. `named`: whether the place of a group
 * that is missing may be told; else the verdict would give away what the dump is for.
 */
export function dumpProblem(text: string, { total, groups }: Profile, named: boolean): DumpProblem | null {
  const dump = readDump(text);
  if (dump.total === null) {
    return {
      expected: say`a first line that ends with the total, then the groups: \`COUNT @ …\``,
      actual: quote(text),
      help: say`The dump has the form of \`formatProfile(profile())\`, both of \`taskscope\`, as plain text.`,
    };
  }
  const own = dump.total - total;
  if (own < 0 || own > OWN_TASKS) {
    return {
      expected: say`${total} tasks in all`,
      actual: `${dump.total}`,
      help: say`The total is that of all tasks just then, live and leaked: ask for the profile anew with each request.`,
    };
  }
  const rest = [...dump.records];
  for (const group of groups) {
    const index = rest.findIndex((record) => record.count === group.count && showsFrames(record.text, group));
    if (index < 0) return missing(group, dump, named);
    rest.splice(index, 1);
  }
  // What is left are the tasks of the request that asks.
  if (rest.reduce((sum, { count }) => sum + count, 0) !== own) {
    return {
      expected: `${groups.length} groups`,
      actual: say`${dump.records.length}, among them ${quote(rest[0]?.text ?? '')}`,
      help: say`The dump has groups that no tasks are in, or that are in it twice.`,
    };
  }
  const counts = dump.records.map(({ count }) => count);
  if (counts.some((count, index) => count > (counts[index - 1] ?? Number.POSITIVE_INFINITY))) {
    return {
      expected: say`the largest group first`,
      actual: counts.join(', '),
      help: say`A dump is read from the top: largest group first, as \`profile()\` gives them.`,
    };
  }
  return null;
}

function missing(group: Group, { records }: Dump, named: boolean): DumpProblem {
  const seen = records.filter(({ text }) => showsFrames(text, group)).map(({ count }) => count);
  const help = say`Tasks with the same stack are one group, with their number and the \`file:line\` of each frame; live and leaked ones, and those that are meant to stay.`;
  if (!named) {
    return {
      expected: say`a group of ${group.count}, with the places that its tasks wait at`,
      actual: seen.length === 0 ? say`no group with these places` : say`groups of ${seen.join(', ')} there`,
      help,
    };
  }
  return {
    expected: `${group.count} @ … ${place(group)}`,
    actual: seen.length === 0 ? say`no group at ${place(group)}` : say`groups of ${seen.join(', ')} there`,
    help,
  };
}

function showsFrames(text: string, { frames }: Group): boolean {
  return frames.every(({ file, line }) => new RegExp(`${RegExp.escape(basename(file))}:${line}(?!\\d)`).test(text));
}

function place({ frames, function: task }: Group): string {
  const { file, line } = frames[0] ?? task;
  return `${basename(file)}:${line}`;
}

function quote(text: string): string {
  const [line = ''] = text.split('\n');
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
}
