/** Held tasks as text: a block for each group as a dump has it, and below the stack what keeps it alive. */
import { formatGroups } from '../profile/format-tasks.ts';
import { groupsFrom } from '../profile/path-from.ts';
import { printable } from '../profile/printable.ts';
import { formatHolder, type Look } from './format-holder.ts';
import type { Held, HeldGroup } from './held.ts';

export function formatHeld({ total, groups, notShown }: Held, look: Look): string {
  const head = total === 1 ? '1 live task' : `${total} live tasks`;
  const notes = notShown.map((note) => `- ${printable(note)}\n`);
  const rest = notes.length === 0 ? '' : `Not shown:\n${notes.join('')}`;
  return `${head}\n\n${groups.map((group) => formatGroup(group, look)).join('')}${rest}`;
}

function formatGroup(group: HeldGroup, look: Look): string {
  const lines = [...group.heldBy.flatMap((holder) => formatHolder(holder, group.count, look)), ...lostOf(group)];
  // A group ends with an empty line.
  return `${formatGroups(look.folder === null ? [group] : groupsFrom(look.folder, [group])).trimEnd()}\n${lines.map((line) => `${line}\n`).join('')}\n`;
}

/** That is what a proof is; the program hears of it in a moment. */
function lostOf({ lost: count }: HeldGroup): string[] {
  return count === 0 ? [] : [`    ${count} held by nothing: leaked, as \`taskscope leaks PID\` will say`];
}
