/** Suspended functions as text: a place with its count, and below it what keeps those alive. */
import { printable } from '../../profile/printable.ts';
import {
  formatHolder,
  type Grown,
  type Look,
  type Suspended,
  type SuspendedChange,
  type SuspendedGroup,
  shortened,
} from '../../snapshot/index.ts';

export function renderSuspended({ total, groups, notShown }: Suspended, look: Look): string {
  const places = groups.length === 1 ? '1 place' : `${groups.length} places`;
  const head = `${functions(total)} suspended at an await${total === 0 ? '' : `, at ${places}`}`;
  const blocks = groups.map((group) => block(String(group.count), group, look));
  return [head, ...blocks, notes(notShown)].join('\n\n');
}

export function renderChange({ before, after, grown, notShown }: SuspendedChange, look: Look): string {
  const head = `${functions(after)} suspended at an await; before: ${before}`;
  const none = grown.length === 0 ? ['No place has more than before.'] : [];
  const blocks = grown.map((group) => block(changeOf(group), group, look));
  return [head, ...none, ...blocks, notes(notShown)].join('\n\n');
}

function functions(count: number): string {
  return count === 1 ? '1 async function is' : `${count} async functions are`;
}

function changeOf({ change, before, count }: Grown): string {
  return `+${change} (${before} to ${count})`;
}

function block(count: string, group: SuspendedGroup, look: Look): string {
  const held = group.heldBy.flatMap((holder) => formatHolder(holder, group.count, look));
  return [`${count} ${printable(group.function)} ${printable(placeOf(group, look))}`, ...held].join('\n');
}

/** Says no more of the line than is known. */
function placeOf({ file, line, lines, functionLine }: SuspendedGroup, look: Look): string {
  const name = file === '' ? 'a script without a name' : shortened(file, look);
  if (line !== null) return `${name}:${line}`;
  if (lines.length > 0) return `${name}, one of lines ${lines.join(', ')}`;
  return functionLine === null ? `${name}, line not known` : `${name}, in the function at line ${functionLine}`;
}

function notes(notShown: readonly string[]): string {
  return `${['Not shown:', ...notShown.map((note) => `- ${note}`)].join('\n')}\n`;
}
