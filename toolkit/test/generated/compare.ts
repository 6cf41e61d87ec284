/** What taskscope says of a program at one stage, held against the truth. */
import type { Creator, Stage, Waiting } from './oracle.ts';
import type { Printed } from './print.ts';

/** Lines of the function and of the place in it, name, file. */
export type Place = [functionLine: number, line: number, name: string, file: string];

/** A live task, or a group of leaked ones. */
export interface Told {
  /** Innermost first. */
  frames: Place[];
  createdBy: Place | null;
  wait: string;
  leaked: boolean;
  count: number;
}

/** A frame that waits, with those beside it in its chain. */
interface Item extends Waiting {
  place: string;
  child: Item | null;
  outer: Item | null;
  /** It has returned a call that may stand in its place. */
  optional: boolean;
}

/** What is wrong, in words; nothing where all is right. `collected`: all that is lost has to be proven. */
export function compare(stage: Stage, told: readonly Told[], printed: Printed, collected: boolean): string[] {
  const items = chained(stage, printed);
  const byPlace = Map.groupBy(items, ({ place }) => place);
  const problems = [...countProblems(items, told, collected), ...nameProblems(told)];
  for (const task of told) {
    const places = task.frames.map(keyOf);
    const words = `${task.leaked ? 'leaked' : 'live'} ${task.frames.map(([, line, name]) => `${name}:${line}`).join(' < ')}`;
    const candidates = places.map((place) => byPlace.get(place) ?? []);
    if (candidates.some(({ length }) => length === 0)) {
      problems.push(`${words}: a frame that does not wait there`);
      continue;
    }
    for (const [index, inner] of candidates.entries()) {
      const outer = candidates[index + 1];
      if (outer !== undefined && !inner.some((item) => mayBeUnder(item, outer))) {
        problems.push(`${words}: ${places[index]} is not awaited by ${places[index + 1]}`);
      }
    }
    const leaves = candidates[0] ?? [];
    const roots = candidates.at(-1) ?? [];
    if (!leaves.some(mayBeLeaf)) problems.push(`${words}: the call that ${places[0]} awaits is missing`);
    else if (!leaves.some(({ wait }) => reasonsOf(wait).includes(task.wait)))
      problems.push(`${words}: waits for ${task.wait}, and not for ${leaves[0]?.wait.reason}`);
    if (!roots.some(mayBeRoot)) problems.push(`${words}: who awaits ${places.at(-1)} is missing`);
    const creators = roots
      .filter(mayBeRoot)
      .flatMap((item) => creatorsOf(item).flatMap((creator) => creatorWords(creator, printed)));
    const creator = task.createdBy === null ? 'nobody' : keyOf(task.createdBy);
    if (creators.length > 0 && !creators.includes(creator))
      problems.push(`${words}: created by ${creator}, and not by ${[...new Set(creators)].join(' or ')}`);
    for (const [index, [, , name]] of task.frames.entries()) {
      const [item] = candidates[index] ?? [];
      const right = item === undefined ? null : printed.nameOf(item.call.fn);
      if (right !== null && right !== name) problems.push(`${words}: ${name} is called ${right}`);
    }
  }
  return problems;
}

function chained(stage: Stage, printed: Printed): Item[] {
  const items = stage.map((waiting): Item => {
    const { call, wait } = waiting;
    const place = `${printed.lineOf(call.fn)}@${wait.line}`;
    return { ...waiting, place, child: null, outer: null, optional: false };
  });
  const byCall = new Map(items.map((item) => [item.call, item]));
  for (const item of items) {
    const { edge, returned } = item.wait;
    const child = edge === null ? undefined : byCall.get(edge.child);
    if (child === undefined) continue;
    item.child = child;
    item.optional = returned;
    child.outer = item;
  }
  return items;
}

/** Each frame is told once, in what is live or in what is leaked. */
function countProblems(items: readonly Item[], told: readonly Told[], collected: boolean): string[] {
  const problems: string[] = [];
  const count = (place: string, leaked: boolean): number =>
    told
      .filter((task) => task.leaked === leaked)
      .flatMap(({ frames, count }) => frames.filter((frame) => keyOf(frame) === place).map(() => count))
      .reduce((sum, each) => sum + each, 0);
  for (const [place, all] of Map.groupBy(items, (item) => item.place)) {
    const lost = all.filter((item) => item.lost);
    const check = (what: string, of: readonly Item[], seen: number): void => {
      const least = of.filter(({ optional }) => !optional).length;
      if (seen < least || seen > of.length) problems.push(`${place}: ${of.length} ${what}, ${seen} told`);
    };
    const [live, leaked] = [count(place, false), count(place, true)];
    if (leaked > lost.length) problems.push(`${place}: ${leaked} told as leaked, ${lost.length} lost`);
    if (collected) {
      check('lost', lost, leaked);
      check(
        'live',
        all.filter((item) => !item.lost),
        live,
      );
    } else check('waiting', all, live + leaked);
  }
  return problems;
}

/** Two functions of a file have two names, also where the author gave them none. */
function nameProblems(told: readonly Told[]): string[] {
  const lines = new Map<string, Set<number>>();
  for (const [line, , name] of told.flatMap(({ frames }) => frames)) {
    lines.set(name, (lines.get(name) ?? new Set()).add(line));
  }
  return [...lines]
    .filter(([, { size }]) => size > 1)
    .map(([name, all]) => `the functions at ${[...all].join(' and ')} are both called ${name}`);
}

function mayBeUnder(item: Item, outer: readonly Item[]): boolean {
  for (let frame = item.outer; frame !== null; frame = frame.outer) {
    if (outer.includes(frame)) return true;
    if (!frame.optional) return false;
  }
  return false;
}

function mayBeLeaf({ child, wait }: Item): boolean {
  return child === null || child.parted || wait.edge?.kind === 'free';
}

function mayBeRoot({ outer, parted }: Item): boolean {
  return outer === null || parted || outer.wait.edge?.kind === 'free' || (outer.optional && mayBeRoot(outer));
}

function creatorsOf({ call, outer }: Item): Creator[] {
  return [call.creator, ...(call.looseCreator ? [null] : []), ...(outer?.optional ? creatorsOf(outer) : [])];
}

/** A call that goes on for lines, `({ m: () => … }).m()`, is where it begins or, as V8 says of a method, where it ends. */
function creatorWords(creator: Creator, printed: Printed): string[] {
  if (creator === null) return ['nobody'];
  const before = Array.from({ length: creator.line - creator.first }, (_, index) => creator.first + index);
  const lines = new Set([creator.line, lastLineOf(printed.text, creator.line), ...before]);
  return [...lines].map((line) => `${printed.lineOf(creator.call.fn)}@${line}`);
}

/** Of what begins on the line: where all that it opens is closed again. */
function lastLineOf(text: string, first: number): number {
  const lines = text.split('\n');
  let open = 0;
  for (let line = first; line <= lines.length; line++) {
    for (const [bracket] of (lines[line - 1] ?? '').matchAll(/[()[\]{}]/g)) open += '([{'.includes(bracket) ? 1 : -1;
    if (open <= 0) return line;
  }
  return first;
}

function reasonsOf({ reason, anyReason }: Waiting['wait']): string[] {
  return anyReason ? [reason, 'await'] : [reason];
}

function keyOf([functionLine, line]: Place): string {
  return `${functionLine}@${line}`;
}
