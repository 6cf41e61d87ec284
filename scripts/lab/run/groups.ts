/** Who is still there: the largest groups with their lines, the proven apart from the suspected. */
import type { RecordedGroup, Recording } from '../../checker/run/recording.ts';
import type { Paint } from '../render/paint.ts';
import { cut } from './cut.ts';
import { stayedIn } from './sentence.ts';

/** At most `most` groups of each kind. Where nobody is there any more: who it was before the fix. */
export function renderWho(
  recording: Recording,
  before: Recording | null,
  paint: Paint,
  width: number,
  most: number,
): string[] {
  if (recording.outcome !== 'settled') return renderGroups('', recording, paint, width, most);
  return before === null ? [] : renderGroups('before, ', before, paint, width, most);
}

function renderGroups(when: string, recording: Recording, paint: Paint, width: number, most: number): string[] {
  const { outcome, groups, leaked } = recording;
  const proven = groups.filter((group) => group.leaked);
  const waiting = groups.filter((group) => !group.leaked);
  const others = stayedIn(recording) - leaked;
  const suspected = outcome === 'running' ? 'waiting just now' : 'suspected, still waiting';
  return [
    ...section(paint.bad('✗'), `${when}proven never to finish`, leaked, proven.slice(0, most), paint, width),
    ...section('?', `${when}${suspected}`, Math.max(0, others), waiting.slice(0, most), paint, width),
  ];
}

function section(
  symbol: string,
  title: string,
  count: number,
  groups: readonly RecordedGroup[],
  paint: Paint,
  width: number,
): string[] {
  if (count === 0) return [`○ ${title}: none`];
  return [
    `${symbol} ${paint.strong(title)}: ${count}`,
    ...groups.flatMap(({ count: many, wait, where, source }) => [
      cut(`${String(many).padStart(6)} × ${wait}  ${where}`, width),
      paint.quiet(cut(`         ${source}`, width)),
    ]),
  ];
}
