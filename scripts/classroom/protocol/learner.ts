/**
 * Between a learner's lab command and the classroom.
 *
 *   POST /api/join              `Join`    → `Joined`
 *   POST /api/learner/events    `Events`  → `Room`      with `Authorization: Bearer <token>`, as all that follow
 *   GET  /api/learner/stream              → events `room`, each a `Room`: the first at once, one more after each change
 *   POST /api/learner/name      `Name`    → `Room`      another name for who is in already
 *   POST /api/learner/leave               → 204; what the classroom has of the learner is deleted
 *
 * A refusal is `{ "error": code, "message": text }` with a status: see `Refusal`.
 */
import { z } from 'zod';
import { Code, FactId, LABS, LabName, LINE_LETTERS, NAME_LETTERS, QUESTION_LETTERS, text } from './words.ts';

export const Join = z.strictObject({
  protocol: z.int(),
  code: Code,
  /** Null: the classroom makes a name up. */
  name: text(NAME_LETTERS).nullable(),
});

/** Another one may have this name already: what the learner is called then stands in the `Room`. */
export const Name = z.strictObject({ name: text(NAME_LETTERS).refine((name) => name !== '') });

/** What a learner is told of the room: the whole of it each time, so that a lost message is no loss. */
export const Room = z.object({
  /** The learner, as the instructor sees it. */
  name: text(NAME_LETTERS),
  paused: z.boolean(),
  ended: z.boolean(),
  /** The lab that the instructor has opened last. */
  openLab: LabName.nullable(),
  /** Milliseconds until the time is up (negative: it is), as of now; by no clock, since a learner's may be wrong. */
  timer: z.object({ label: text(NAME_LETTERS), leftMs: z.number(), paused: z.boolean() }).nullable(),
  /** The last line to everybody; its number grows. */
  line: z.object({ number: z.int(), text: text(LINE_LETTERS) }).nullable(),
  /** Labs whose solution is no longer held back. */
  released: z.array(LabName).max(LABS),
  hand: z.enum(['down', 'up', 'coming']),
});
export type Room = z.infer<typeof Room>;

export const Joined = z.object({
  token: z.string(),
  learner: z.string(),
  session: z.string(),
  /** Days after which all is deleted. */
  keptDays: z.int(),
  room: Room,
});
export type Joined = z.infer<typeof Joined>;

/** `unjudged`: the checker could not judge. `caught-up`: `catch-up` has given the solution. A cell without a report is not started. */
export const LabState = z.enum(['working', 'failing', 'passed', 'unjudged', 'caught-up']);
export type LabState = z.infer<typeof LabState>;

const sent = {
  /** Made by the learner's side: an event that comes twice is stored once. */
  id: z.uuid(),
  /** Milliseconds since it happened, as of when it is sent: the two clocks need not agree. */
  ageMs: z.number().min(0).max(1e11),
};

/** All that a classroom is ever told of a learner's work. */
export const LabReport = z.strictObject({
  kind: z.literal('lab'),
  ...sent,
  lab: LabName,
  state: LabState,
  /** The first fact that failed; null unless `failing`. */
  fact: FactId.nullable(),
  /** Hints that were shown. */
  hints: z.int().min(0).max(9),
  /** Whole minutes since the learner began this lab. */
  minutes: z.int().min(0).max(100_000),
});
export type LabReport = z.infer<typeof LabReport>;

export const HandReport = z.strictObject({
  kind: z.literal('hand'),
  ...sent,
  raised: z.boolean(),
  /** What the learner asks, in one line; null where the hand says it all, or is taken down. */
  question: text(QUESTION_LETTERS).nullable(),
});
export type HandReport = z.infer<typeof HandReport>;

export const Report = z.discriminatedUnion('kind', [LabReport, HandReport]);
export type Report = z.infer<typeof Report>;

/**
 * In the order in which they happened. A lab's pass takes down a hand that was raised before it. The same of a lab, once more within
 * ten seconds, is stored once: terminal and page of one learner both tell it. None at all is a way to ask for the `Room`.
 */
export const Events = z.strictObject({ events: z.array(Report).max(50) });

/** `ended`, `left` and `protocol` are final: the learner's side stops. All others may be tried again later. */
export const Refusal = z.object({
  error: z.enum([
    'invalid', // 400: the body is not of the form that is asked for
    'code', // 403: no such code
    'token', // 401: no such token
    'forbidden', // 403: Host, Origin, or not from this machine
    'ended', // 410: the session has ended
    'missing', // 404
    'large', // 413
    'protocol', // 426: update one of the two
    'slow-down', // 429, with `Retry-After`
    'unavailable', // 503: it starts, or can't store just now
    'full', // 503: no seat for one more learner, or the door is locked
    'mistake', // 500: a mistake of ours
  ]),
  message: text(500),
});
export type Refusal = z.infer<typeof Refusal>;
