/** How long the checker waits for what, in milliseconds. None of them decides between right and wrong: each ends a wait. */
export interface Patience {
  /** Until a service listens. Five seconds late is fine, on a slow laptop as well. */
  start: number;
  /** Until the probe answers. A service that does not let it answer for so long is busy for ever. */
  answer: number;
  /** For a reply, times the slowdown. One that must not wait for a slow source is judged by order, not by this. */
  reply: number;
  /** For tasks to end in, once every source has answered; the design's three seconds. */
  settle: number;
  /** For the whole check. */
  deadline: number;
}

export const PATIENCE: Patience = { start: 15_000, answer: 8000, reply: 5000, settle: 3000, deadline: 60_000 };
