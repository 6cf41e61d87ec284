/** The one line that a classroom has on a learner's screen. Pure. */
import type { Room } from '../../classroom/protocol/learner.ts';
import { say } from '../../language/say.mjs';

export interface Quiet {
  /** Null as long as nothing was heard. */
  room: Room | null;
  /** Milliseconds since it was heard. */
  ageMs: number;
  /** Why nothing is heard; null where all is well. */
  trouble: string | null;
  /** The learner's hand is up here, and the classroom may not know it yet. */
  hand: Room['hand'];
  /** Labs of the learner's whose solution is held back no more. */
  released: readonly string[];
}

export function quietLine({ room, ageMs, trouble, hand, released }: Quiet): string | null {
  if (room?.ended === true) return say`Classroom: ${sessionEnded()}`;
  const parts = [
    ...(room?.line == null ? [] : [`“${room.line.text}”`]),
    ...(room?.openLab == null ? [] : [say`the room is at lab ${numberOf(room.openLab)}`]),
    ...released.map((lab) => say`the solution of lab ${numberOf(lab)} is released`),
    ...(hand === 'coming' ? [say`somebody is coming to you`] : hand === 'up' ? [say`your hand is up`] : []),
    ...(room?.timer == null ? [] : [timeLeft(room.timer, ageMs)]),
    ...(room?.paused === true ? [say`break`] : []),
    ...(trouble === null ? [] : [trouble]),
  ];
  return parts.length === 0 ? null : say`Classroom: ${parts.join(' · ')}`;
}

/** Also the way to the next one, should the instructor have begun it already. */
export function sessionEnded(): string {
  return say`the session has ended; thank you. Into another one: npm run lab join ADDRESS CODE NAME`;
}

function numberOf(lab: string): number {
  return Number(lab.slice(0, 2));
}

/** By the minute, since nobody can work beside a clock that ticks. */
function timeLeft({ label, leftMs, paused }: NonNullable<Room['timer']>, ageMs: number): string {
  const minutes = Math.ceil((paused ? leftMs : leftMs - ageMs) / 60_000);
  const left = minutes <= 0 ? say`time is up` : say`${minutes} min left`;
  return label === '' ? left : say`${label}: ${left}`;
}
