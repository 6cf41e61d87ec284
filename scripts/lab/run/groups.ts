/** Who is still there: the largest groups with their lines, the proven apart from the suspected. */
import type { RecordedGroup, Recording } from '../../checker/run/recording.ts';
import { say } from '../../language/say.mjs';
import { stayedIn } from '../../practice/sentence.ts';
import type { Paint } from '../render/paint.ts';
import { cut } from './cut.ts';

/** At most `most` groups of each kind. Where nobody is there any more: who it was before the fix. */
export function renderWho(
  recording: Recording,
  before: Recording | null,
  paint: Paint,
  width: number,
  most: number,
): string[] {
  if (recording.outcome !== 'settled') return renderGroups(false, recording, paint, width, most);
  return before === null ? [] : renderGroups(true, before, paint, width, most);
}

function renderGroups(earlier: boolean, recording: Recording, paint: Paint, width: number, most: number): string[] {
  const { outcome, groups, leaked } = recording;
  const proven = groups.filter((group) => group.leaked);
  const waiting = groups.filter((group) => !group.leaked);
  const others = stayedIn(recording) - leaked;
  const finished = earlier ? say`before, proven never to finish` : say`proven never to finish`;
  const suspected = earlier ? say`before, suspected, still waiting` : say`suspected, still waiting`;
  return [
    ...section(paint.bad('✗'), finished, leaked, proven.slice(0, most), paint, width),
    ...section(
      '?',
      outcome === 'running' ? say`waiting just now` : suspected,
      Math.max(0, others),
      waiting.slice(0, most),
      paint,
      width,
    ),
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
  if (count === 0) return [say`○ ${title}: none`];
  return [
    say`${symbol} ${paint.strong(title)}: ${count}`,
    ...groups.flatMap(({ count: many, wait, where, source }) => [
      cut(`${String(many).padStart(6)} × ${wait}  ${where}`.trimEnd(), width),
      ...(source === '' ? [] : [paint.quiet(cut(`         ${source}`, width))]),
    ]),
  ];
}
