/**
 * What the instructor may do: `POST /api/instructor/steer` with a `Steer` → 204. Its effect comes back to all dashboards
 * and learners by their streams.
 */
import { z } from 'zod';
import { LABS, LabName, LINE_LETTERS, MOST_SEATS, Moment, SEATS, Spoken, TOGETHER, text } from './words.ts';

/** A part of a running order. */
export const Part = z.object({
  title: Spoken,
  /** The lab that it is about. */
  lab: LabName.nullable(),
  minutes: z.int().min(1),
});

export const Plan = z.object({ name: z.string(), title: Spoken, parts: z.array(Part) });
export type Plan = z.infer<typeof Plan>;

/** How the session stands. All moments are the server's. */
export const Steering = z.object({
  openLab: LabName.nullable(),
  released: z.array(LabName).max(LABS),
  /** `endsAt` counts; while the room is paused, `leftMs` does. */
  timer: z.object({ label: z.string(), minutes: z.number(), endsAt: Moment, leftMs: z.number().nullable() }).nullable(),
  line: z.object({ number: z.int(), text: z.string(), at: Moment }).nullable(),
  pausedAt: Moment.nullable(),
  endedAt: Moment.nullable(),
  /** The running order that is followed, and since when; pauses move `startedAt`. */
  plan: z.object({ name: z.string(), startedAt: Moment }).nullable(),
  /** How many may join. */
  seats: z.int(),
  /** Nobody joins, whatever seat is free. */
  locked: z.boolean(),
});
export type Steering = z.infer<typeof Steering>;

export const AT_REST: Steering = {
  openLab: null,
  released: [],
  timer: null,
  line: null,
  pausedAt: null,
  endedAt: null,
  plan: null,
  seats: SEATS,
  locked: false,
};

export const Steer = z.discriminatedUnion('do', [
  /** The room goes on with this lab; nobody is kept from another. */
  z.strictObject({ do: z.literal('open'), lab: LabName }),
  z.strictObject({ do: z.literal('timer'), minutes: z.number().positive().max(600), label: text(60).optional() }),
  /** So many minutes more, from now where the time is up already. */
  z.strictObject({ do: z.literal('more-time'), minutes: z.number().positive().max(600) }),
  z.strictObject({ do: z.literal('stop-timer') }),
  z.strictObject({ do: z.literal('line'), text: text(LINE_LETTERS).refine((line) => line !== '') }),
  z.strictObject({ do: z.literal('clear-line') }),
  /** Until then the lab command holds the solution back. */
  z.strictObject({ do: z.literal('release'), lab: LabName }),
  z.strictObject({ do: z.literal('hold-back'), lab: LabName }),
  z.strictObject({ do: z.literal('pause') }),
  z.strictObject({ do: z.literal('resume') }),
  /** Follow a running order, or none. */
  z.strictObject({ do: z.literal('plan'), plan: z.string().max(40).nullable() }),
  /** The running order is at this part now, whatever the clock says; those after it keep their minutes. */
  z.strictObject({ do: z.literal('part'), part: z.int().min(0).max(100) }),
  /** To a raised hand: somebody is coming. */
  z.strictObject({ do: z.literal('coming'), learner: z.uuid() }),
  /** The hand was seen to. */
  z.strictObject({ do: z.literal('lower-hand'), learner: z.uuid() }),
  /** Another name for a learner, where the chosen one is not fit to be seen. */
  z.strictObject({ do: z.literal('rename'), learner: z.uuid(), name: text(40).refine((name) => name !== '') }),
  /** Takes a learner out, with all that is stored of it. */
  z.strictObject({ do: z.literal('remove'), learner: z.uuid() }),
  z.strictObject({ do: z.literal('remove-many'), learners: z.array(z.uuid()).min(1).max(TOGETHER) }),
  /** So many may join from now on. Who is in stays in. */
  z.strictObject({ do: z.literal('seats'), seats: z.int().min(1).max(MOST_SEATS) }),
  /** The door: who is in goes on. */
  z.strictObject({ do: z.literal('lock') }),
  z.strictObject({ do: z.literal('unlock') }),
  /** Nobody joins and nothing is stored any more; lines, timers and hands are gone. What is stored can still be exported. */
  z.strictObject({ do: z.literal('end') }),
]);
export type Steer = z.infer<typeof Steer>;
