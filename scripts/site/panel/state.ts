/** What the panels of all tabs show, what can happen to it, and what is to be done about that. */
import type { Others } from '../../checker/judge.ts';
import type { Recording } from '../../checker/run/recording.ts';
import type { Fact, Verdict } from '../../checker/verdict.ts';
import type { Language } from '../../language/language.mjs';

/** Why a run did not come to its end. */
export interface Problem {
  help: string;
  actual?: string;
  where?: string;
  /** What the program printed last. */
  output?: string;
}

/** A language, and what was said in it, in the other one. */
export interface Said {
  language: Language;
  others: Others;
}

export interface Notes {
  /** `file:line: message` */
  typeErrors: string[];
  /** Files that the verdict rests on and that were changed. */
  changed: string[];
}

export interface LabState {
  /** How many tabs show it. */
  tabs: number;
  /** One text for the code that the rest is about. */
  digest: string;
  /** Set where a file of the lab is missing. */
  missing: string | null;
  /** The run from before the fix, as it is kept. */
  kept: Recording | null;
  before: Recording | null;
  now: Recording | null;
  problem: Problem | null;
  /** What the check does now. */
  phase: string | null;
  /** Of the check that is under way. */
  facts: Fact[];
  verdict: Verdict | null;
  /** How the verdict is said. */
  said: Said;
  /** The number of the check that gave the verdict. */
  judged: number;
  notes: Notes;
}

export interface Activity {
  number: number;
  lab: string;
  kind: 'run' | 'check';
}

/** What the learner has done. */
export interface Done {
  current: string | null;
  labs: { [lab: string]: { passed: boolean; hints: number; caughtUp?: boolean | undefined } };
}

export interface State {
  labs: { [lab: string]: LabState };
  activity: Activity | null;
  /** Of the activity that was begun last. */
  number: number;
  done: Done;
}

/** The learner's code as it is now, and the run that it is compared with. */
export interface Code {
  digest: string;
  missing: string | null;
  before: Recording | null;
}

export type Ask = 'run' | 'starter' | 'check' | 'stop' | 'hint';

/** Those with a number come from an activity, and are of no use once it was ended. */
export type Event =
  | { kind: 'opened'; lab: string; code: Code }
  | { kind: 'left'; lab: string }
  | { kind: 'asked'; lab: string; what: Ask }
  | { kind: 'saved'; lab: string; code: Code }
  | { kind: 'progressed'; done: Done }
  | { kind: 'sampled'; number: number; of: 'before' | 'now'; recording: Recording }
  | { kind: 'ran'; number: number }
  | { kind: 'not-run'; number: number; problem: Problem }
  | { kind: 'phase'; number: number; phase: string }
  | { kind: 'facts'; number: number; facts: Fact[] }
  | { kind: 'judged'; number: number; verdict: Verdict; said: Said }
  | { kind: 'noted'; number: number; lab: string; notes: Notes };

export type Effect =
  /** End what is going on, and what was left to tell of it. */
  | { kind: 'abort' }
  | { kind: 'run'; number: number; lab: string; starter: boolean }
  | { kind: 'check'; number: number; lab: string }
  | { kind: 'hint'; lab: string }
  | { kind: 'watch'; lab: string }
  | { kind: 'unwatch'; lab: string }
  /** Nobody is there any more. */
  | { kind: 'rest' };
