/** What of the session is shown to whom. Pure. */
import type { CourseLab, LearnerView, Projector, SessionView } from '../protocol/dashboard.ts';
import type { Room } from '../protocol/learner.ts';
import type { Steering } from '../protocol/steering.ts';
import { PLANS, planView } from './plans.ts';
import { summarize } from './summary.ts';

/** What the views need to know of the session and of the server. */
export interface Standing {
  id: string;
  code: string;
  startedAt: number;
  steering: Steering;
  addresses: string[];
  shared: boolean;
  trouble: string | null;
}

/** For a learner: no moments, only what is left of the time, since a learner's clock may be wrong. */
export function roomView(steering: Steering, learner: Pick<LearnerView, 'name' | 'hand'>, now: number): Room {
  const { timer, line, openLab, released, pausedAt, endedAt } = steering;
  return {
    name: learner.name,
    paused: pausedAt !== null,
    ended: endedAt !== null,
    openLab,
    timer:
      timer === null
        ? null
        : { label: timer.label, leftMs: timer.leftMs ?? timer.endsAt - now, paused: timer.leftMs !== null },
    line: line === null ? null : { number: line.number, text: line.text },
    released,
    hand: endedAt !== null || learner.hand === null ? 'down' : learner.hand.comingAt === null ? 'up' : 'coming',
  };
}

export function sessionView(standing: Standing, now: number): SessionView {
  return { ...standing, plan: planView(standing.steering, now), plans: [...PLANS] };
}

/** Fit for everybody's eyes: numbers, and no names. */
export function projectorView(
  standing: Standing,
  course: readonly CourseLab[],
  learners: readonly LearnerView[],
  now: number,
): Projector {
  const { labs } = summarize(course, learners, new Set(), now);
  const { plan, seats, locked, ...steering } = standing.steering;
  return {
    now,
    code: standing.code,
    addresses: standing.addresses,
    shared: standing.shared,
    steering,
    learners: learners.length,
    labs: course.map(({ name, number, title }, index) => {
      const { working = 0, failing = 0, passed = 0 } = labs[index] ?? {};
      return { name, number, title, working, failing, passed };
    }),
  };
}
