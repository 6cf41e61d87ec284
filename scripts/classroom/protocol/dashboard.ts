/**
 * Between the classroom and the instructor's browser. All of it is for this machine only, and asks for the instructor's
 * cookie (or `Authorization: Bearer <token>`, for programs).
 *
 *   POST /api/instructor/login          `Login` → 204 and the cookie; the page takes the token out of its own address (#token)
 *   GET  /api/instructor/stream         → events `snapshot` (first, and after a lost connection), `update`
 *   GET  /api/instructor/snapshot       → `Snapshot`
 *   GET  /api/instructor/projector      → events `projector`, each a `Projector`: no names, fit to be shown to the room
 *   GET  /api/instructor/learners/ID    → `History`
 *   POST /api/instructor/steer          `Steer` → 204 (see steering.ts)
 *   POST /api/instructor/share          → 204: listen on the network, too
 *   POST /api/instructor/delete         → 204: delete all that is stored, of all sessions; the session has then ended
 *   GET  /api/instructor/export.csv, /api/instructor/export.json
 *   GET  /api/instructor/qr.svg         → the QR code of the address to join at
 *
 * Changes have numbers. An update says up to which it goes, and after which it begins: a browser that has not come so far was too
 * slow to be sent all, and asks for a snapshot.
 *
 * Streams are event streams (`EventSource`); `data` is one line of JSON. A browser comes back by itself, and gets a whole
 * snapshot then. A comment is sent every 15 s, so that a dead connection is noticed.
 */
import { z } from 'zod';
import { LabState } from './learner.ts';
import { Plan, Steering } from './steering.ts';
import { FactId, LabName, Moment, Spoken } from './words.ts';

export const Login = z.strictObject({ token: z.string().max(200) });

/** A lab of the course, the same for all. */
export const CourseLab = z.object({
  name: LabName,
  number: z.int(),
  title: Spoken,
  /** The titles of its facts; null where its checker can't be loaded: then nothing is known of them. */
  facts: z.record(FactId, Spoken).nullable(),
});
export type CourseLab = z.infer<typeof CourseLab>;

/** One learner at one lab. A lab without a cell is not started. */
export const Cell = z.object({
  state: LabState,
  /** The first fact that fails; null unless `failing`. */
  fact: FactId.nullable(),
  hints: z.int(),
  minutes: z.int(),
  /** Since when it is in this state, at this fact. */
  since: Moment,
  /** When this lab was last heard of. */
  at: Moment,
});
export type Cell = z.infer<typeof Cell>;

export const LearnerView = z.object({
  id: z.uuid(),
  /** In the order of joining, from 1. */
  number: z.int(),
  /** Somebody else's text: escape it. */
  name: z.string(),
  joinedAt: Moment,
  /** When anything was last heard of this learner. */
  seenAt: Moment,
  /** Null: the hand is down. The question is somebody else's text, too. */
  hand: z.object({ raisedAt: Moment, comingAt: Moment.nullable(), question: z.string().nullable() }).nullable(),
  cells: z.record(LabName, Cell),
});
export type LearnerView = z.infer<typeof LearnerView>;

/** What is to be seen at one look, computed from all learners. */
export const Summary = z.object({
  learners: z.int(),
  /** Heard of within the last two minutes, or connected to this server. */
  present: z.int(),
  /** For each lab of the course, in its order. */
  labs: z.array(
    z.object({
      lab: LabName,
      notStarted: z.int(),
      working: z.int(),
      failing: z.int(),
      passed: z.int(),
      caughtUp: z.int(),
    }),
  ),
  /** Facts that learners fail just now, most first: what to explain to the room. */
  facts: z.array(z.object({ lab: LabName, fact: FactId, learners: z.array(z.uuid()) })),
  /** Who has been failing the same fact, or working without a verdict, for at least `STUCK_MINUTES`; longest first. */
  stuck: z.array(z.object({ learner: z.uuid(), lab: LabName, fact: FactId.nullable(), since: Moment })),
  /** Hands up, in the order in which they were raised. */
  hands: z.array(z.uuid()),
});
export type Summary = z.infer<typeof Summary>;

export const STUCK_MINUTES = 8;

/** Where the room stands against the running order. */
export const PlanView = z.object({
  plan: Plan,
  startedAt: Moment,
  /** When each part is due to end, in the order of the parts. */
  ends: z.array(Moment),
});
export type PlanView = z.infer<typeof PlanView>;

export const SessionView = z.object({
  id: z.uuid(),
  startedAt: Moment,
  code: z.string(),
  /** Where learners can reach this server: `192.168.1.5:4100`. On loopback alone while it is not shared. */
  addresses: z.array(z.string()),
  shared: z.boolean(),
  steering: Steering,
  plan: PlanView.nullable(),
  /** Running orders to choose from. */
  plans: z.array(Plan),
  /** Null: all well. Else what is wrong with the storage, for the instructor to read. */
  trouble: z.string().nullable(),
});
export type SessionView = z.infer<typeof SessionView>;

export const Snapshot = z.object({
  /** The server's clock when this was sent: the browser's may be wrong. */
  now: Moment,
  /** Of the last change that is in it. */
  number: z.int(),
  course: z.array(CourseLab),
  session: SessionView,
  learners: z.array(LearnerView),
  summary: Summary,
});
export type Snapshot = z.infer<typeof Snapshot>;

/** What has changed since the last message. A learner that is named in `learners` replaces what was known of it. */
export const Update = z.object({
  now: Moment,
  /** The number of the change that was told before this. */
  after: z.int(),
  /** That of this one; the same where only time has passed. */
  number: z.int(),
  session: SessionView.optional(),
  learners: z.array(LearnerView).optional(),
  /** Ids of learners who left. */
  gone: z.array(z.uuid()).optional(),
  summary: Summary.optional(),
});
export type Update = z.infer<typeof Update>;

/** For a screen that everybody sees. */
export const Projector = z.object({
  now: Moment,
  code: z.string(),
  addresses: z.array(z.string()),
  shared: z.boolean(),
  steering: Steering.omit({ plan: true, seats: true, locked: true }),
  learners: z.int(),
  labs: z.array(CourseLab.omit({ facts: true }).extend({ working: z.int(), failing: z.int(), passed: z.int() })),
});
export type Projector = z.infer<typeof Projector>;

/** All that happened with one learner, in order. */
export const History = z.object({
  learner: LearnerView,
  events: z.array(
    z.object({
      at: Moment,
      kind: z.enum(['joined', 'lab', 'hand-up', 'hand-down', 'coming']),
      lab: LabName.nullable(),
      state: LabState.nullable(),
      fact: FactId.nullable(),
      hints: z.int().nullable(),
      minutes: z.int().nullable(),
      question: z.string().nullable(),
    }),
  ),
});
export type History = z.infer<typeof History>;
