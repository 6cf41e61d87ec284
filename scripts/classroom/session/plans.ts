/** Running orders: what is done in 90 minutes, half a day, a day. The minutes are the instructor's alone to see. */
import type { PlanView } from '../protocol/dashboard.ts';
import type { Plan, Steering } from '../protocol/steering.ts';

const part = (title: string, minutes: number, lab: string | null = null): Plan['parts'][number] => ({
  title,
  lab,
  minutes,
});

export const PLANS: readonly Plan[] = [
  {
    name: '90-minutes',
    title: '90 minutes',
    parts: [
      part('Welcome, and everybody set up', 10),
      part('Lab 1: Counting', 20, '01-counting'),
      part('Lab 2: The leaky query', 35, '02-leaky-query'),
      part('Lab 6: Leak tests', 20, '06-leak-tests'),
      part('What to take home', 5),
    ],
  },
  {
    name: 'half-day',
    title: 'Half a day',
    parts: [
      part('Welcome, and everybody set up', 15),
      part('Lab 1: Counting', 30, '01-counting'),
      part('Lab 2: The leaky query', 45, '02-leaky-query'),
      part('Break', 15),
      part('Lab 3: Load testing', 45, '03-load-testing'),
      part('Lab 4: Stack dumps', 30, '04-stack-dumps'),
      part('Lab 6: Leak tests', 30, '06-leak-tests'),
      part('What to take home', 10),
    ],
  },
  {
    name: 'day',
    title: 'A day',
    parts: [
      part('Welcome, and everybody set up', 20),
      part('Lab 1: Counting', 45, '01-counting'),
      part('Lab 2: The leaky query', 60, '02-leaky-query'),
      part('Break', 15),
      part('Lab 3: Load testing', 60, '03-load-testing'),
      part('Lunch', 60),
      part('Lab 4: Stack dumps', 60, '04-stack-dumps'),
      part('Lab 5: Agent and command line', 60, '05-agent-cli'),
      part('Break', 15),
      part('Lab 6: Leak tests', 60, '06-leak-tests'),
      part('What to take home', 15),
    ],
  },
];

/** Where the room stands against the running order that it follows. While it is paused, the order waits. */
export function planView({ plan: followed, pausedAt }: Steering, now: number): PlanView | null {
  const plan = PLANS.find(({ name }) => name === followed?.name);
  if (plan === undefined || followed === null) return null;
  const startedAt = followed.startedAt + (pausedAt === null ? 0 : now - pausedAt);
  let end = startedAt;
  const ends = plan.parts.map(({ minutes }) => {
    end += minutes * 60_000;
    return end;
  });
  return { plan, startedAt, ends };
}
