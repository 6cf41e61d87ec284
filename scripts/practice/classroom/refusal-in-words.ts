/** Why a classroom said no, in the learner's language: what it sends is English, and nobody's but its own. */
import type { Refusal } from '../../classroom/protocol/learner.ts';
import { say } from '../../language/say.mjs';

export function refusalInWords(code: Refusal['error']): string {
  switch (code) {
    case 'code':
      return say`There is no session with this code. Is it the one on the screen now?`;
    case 'ended':
      return say`This session has ended.`;
    case 'full':
      return say`No seat is free in this classroom, or its door is locked: ask your instructor.`;
    case 'protocol':
      return say`The classroom has another version of Leaklab than you: ask your instructor which one.`;
    case 'slow-down':
    case 'unavailable':
      return say`The classroom is busy: wait a moment, and try again.`;
    default:
      return say`The classroom did not understand it, or made a mistake (${code}): ask your instructor.`;
  }
}
