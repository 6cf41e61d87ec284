import type { Delta } from './delta.ts';
import { formatGroup } from './format-profile.ts';
import { missingNotes, type ProfileName } from './words.ts';

/** Which groups grew, by how much, and how fast, as text; a record is headed by its change in place of its count. */
export function formatDelta(delta: Delta, { name = 'task' }: { name?: ProfileName } = {}): string {
  const { seconds, total, change, groups, missing } = delta;
  const records = groups.map((group) =>
    formatGroup(signed(group.change), group, [`now ${group.count}, ${perSecond(group.change, seconds)}`]),
  );
  const head = `${name} profile delta: ${signed(change)} in ${seconds.toFixed(2)} s, ${perSecond(change, seconds)}, total ${total}`;
  const notes = missingNotes(missing).map((note) => `# ${note}`);
  return `${[head, ...notes, ...records].join('\n')}\n`;
}

function signed(change: number): string {
  return change > 0 ? `+${change}` : String(change);
}

function perSecond(change: number, seconds: number): string {
  const rate = (change / seconds).toFixed(2);
  return `${change > 0 ? '+' : ''}${rate} a second`;
}
