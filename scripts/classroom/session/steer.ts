/** What a word of the instructor makes of the session. Pure: the moment is given. */
import { AT_REST, type Steer, type Steering } from '../protocol/steering.ts';
import { PLANS } from './plans.ts';

/** Those that change how the session stands; the others are about learners. */
export type SessionSteer = Exclude<Steer, { learner: string } | { learners: string[] }>;

export function steered(steering: Steering, steer: SessionSteer, now: number): Steering {
  switch (steer.do) {
    case 'open':
      return { ...steering, openLab: steer.lab };
    case 'timer': {
      const leftMs = Math.round(steer.minutes * 60_000);
      const { minutes, label = '' } = steer;
      return {
        ...steering,
        timer: { label, minutes, endsAt: now + leftMs, leftMs: steering.pausedAt === null ? null : leftMs },
      };
    }
    case 'more-time':
      return longer(steering, steer.minutes * 60_000, now);
    case 'stop-timer':
      return { ...steering, timer: null };
    case 'line':
      // By the clock, so that it grows across `clear-line`, too.
      return { ...steering, line: { number: now, text: steer.text, at: now } };
    case 'clear-line':
      return { ...steering, line: null };
    case 'release':
      return { ...steering, released: [...new Set([...steering.released, steer.lab])].sort() };
    case 'hold-back':
      return { ...steering, released: steering.released.filter((lab) => lab !== steer.lab) };
    case 'pause':
      return steering.pausedAt === null ? paused(steering, now) : steering;
    case 'resume':
      return steering.pausedAt === null ? steering : resumed(steering, steering.pausedAt, now);
    case 'plan':
      return { ...steering, plan: steer.plan === null ? null : { name: steer.plan, startedAt: now } };
    case 'part':
      return { ...steering, plan: atPart(steering, steer.part, now) };
    case 'seats':
      return { ...steering, seats: steer.seats };
    case 'lock':
      return { ...steering, locked: true };
    case 'unlock':
      return { ...steering, locked: false };
    case 'end':
      // What is over says nothing more: who looks at a screen later should not wait for a timer.
      return { ...AT_REST, released: steering.released, seats: steering.seats, endedAt: steering.endedAt ?? now };
  }
}

/** Nothing where no timer runs. */
function longer(steering: Steering, ms: number, now: number): Steering {
  const { timer } = steering;
  if (timer === null) return steering;
  const leftMs = Math.max(0, timer.leftMs ?? timer.endsAt - now) + ms;
  return { ...steering, timer: { ...timer, endsAt: now + leftMs, leftMs: timer.leftMs === null ? null : leftMs } };
}

/** In a break, that part begins with its end. */
function atPart({ plan, pausedAt }: Steering, part: number, now: number): Steering['plan'] {
  const parts = PLANS.find(({ name }) => name === plan?.name)?.parts ?? [];
  if (plan === null || part >= parts.length) return plan;
  const before = parts.slice(0, part).reduce((sum, { minutes }) => sum + minutes, 0);
  return { ...plan, startedAt: (pausedAt ?? now) - before * 60_000 };
}

function paused(steering: Steering, now: number): Steering {
  const { timer } = steering;
  return {
    ...steering,
    pausedAt: now,
    timer: timer === null ? null : { ...timer, leftMs: timer.leftMs ?? timer.endsAt - now },
  };
}

/** What was left is left still; the running order moves by the pause. */
function resumed(steering: Steering, pausedAt: number, now: number): Steering {
  const { timer, plan } = steering;
  return {
    ...steering,
    pausedAt: null,
    timer: timer === null ? null : { ...timer, endsAt: now + (timer.leftMs ?? timer.endsAt - now), leftMs: null },
    plan: plan === null ? null : { ...plan, startedAt: plan.startedAt + (now - pausedAt) },
  };
}
