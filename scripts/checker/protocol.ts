/**
 * What the checker and the probe say to each other: one JSON text a line, over a pipe of their own.
 * Imported by both ends, imports nothing.
 */
import type { Group, Profile, Skipped } from 'taskscope';

/** How the answers to one request's backend calls are timed. */
export interface Plan {
  /** Calls to wait for before the first answer; a patience ends the wait. */
  calls: number;
  /** How many are answered before the response has been sent; all of them: in one turn. */
  first: number;
  /** Names of sources, in the order in which they answer. */
  order: string[];
  /** Sources that never answer before the response, whatever else was asked; a patience ends the wait. */
  late?: string[];
  /** When the rest answers. */
  rest: 'after-response' | 'at-settle';
}

/** What the checker asks for, and what the probe answers. */
export interface Commands {
  /** Where the counting starts: everything later is compared with this. */
  baseline: { argument: null; answer: Baseline };
  /** Of the program's main thread, as `taskCount()` gives it there. */
  count: { argument: null; answer: { count: number; leaked: number } };
  /** All tasks, grouped. Nothing is collected for it. */
  profile: { argument: null; answer: Profile };
  /** What a drawing of the count is made of, again and again while the program runs. */
  glance: { argument: null; answer: Glance };
  /** From now on the probe has so many tasks of its own: nobody but `taskCount()` can know how many. */
  work: { argument: number; answer: null };
  /** Plans by request id. */
  plan: { argument: [id: string, plan: Plan][]; answer: null };
  /** Calls to these sources wait for a `release`. */
  hold: { argument: string[]; answer: null };
  /** Answers what these sources hold; from now on they answer again as they are planned to. */
  free: { argument: string[]; answer: null };
  /** Answers the held calls of a source, those with this id or all; with an `error` it fails instead. Gives their rows. */
  release: { argument: { source: string; id: string | null; error?: string; value?: string }; answer: Row[] };
  /** What was seen of these requests; null for one that never arrived. */
  requests: { argument: string[]; answer: (SeenRequest | null)[] };
  /** `what`: what else the call said. */
  calls: { argument: string; answer: { id: string; what?: unknown }[] };
  /**
   * Puts jobs into the queue of a program that is no service; null for one without a plan. The program takes a job by
   * asking the source `jobs`, and is done with it, as with a request that is answered, when it asks the source `results`.
   */
  jobs: { argument: [id: string, plan: Plan | null][]; answer: null };
  /** How many wait for a job just now. */
  takers: { argument: null; answer: number };
  /** Calls an exported function of a file of the lab, once for each list of arguments. */
  call: {
    argument: { file: string; name: string; calls: unknown[][] };
    answer: { values: unknown[]; error: string | null };
  };
  seen: { argument: null; answer: Seen };
  /** What tasks may be hidden in. */
  hidden: { argument: null; answer: Hidden };
  settle: { argument: SettleRequest; answer: SettledService };
  /** The program's own timers stand still from here on, but for short ones; or go on. */
  still: { argument: boolean; answer: null };
  /** An hour passes for the timers of the program. Gives how many have fired. The last that is asked of a program. */
  hour: { argument: null; answer: number };
}

export interface Baseline {
  count: number;
  leaked: number;
  resources: { [kind: string]: number };
}

export interface Glance {
  /** Since the baseline. */
  ms: number;
  count: number;
  /** The highest count since the glance before: between two glances nothing is missed. */
  highest: number;
  /** Proven since the baseline. */
  leaked: number;
  /** Tasks beyond the baseline, the largest group first. */
  groups: Group[];
}

export interface SeenRequest {
  /** All that was asked on behalf of the request, with the id that was handed on. */
  calls: { source: string; id: string }[];
  /** Sources asked on behalf of the request before the first answer was given. */
  asked: string[];
  /** Answers that had been given when the response was finished; null while it is not. */
  givenAtFinish: string[] | null;
  /** The rows in the order in which they were given. */
  rows: Row[];
  /** An answer had to be given early, since the response waited for it. */
  waited: boolean;
  /** Milliseconds from its arrival to the end of its response; null while there is none. */
  ms: number | null;
}

export interface Row {
  source: string;
  id: string;
  value: string;
}

export interface Seen {
  /** HTTP requests that arrived in this process. */
  handled: number;
  /** Requests whose response is neither sent nor broken off. */
  underWay: number;
  /** Most of them at once. */
  mostAtOnce: number;
  /** Of the planned requests: how many did not ask all their sources in time, how many waited for an answer too many. */
  askedTooFew: number;
  waited: number;
}

export interface Hidden {
  /** Worker threads that did not tell their count. */
  silentThreads: number;
  /** Files and functions that the transform passed over. */
  skipped: Skipped[];
  /** What the count rests on and was tampered with. */
  tampered: Tampering[];
}

/** What a program did to the ground that the count stands on. */
export type Tampering = { how: 'imports' | 'replaces'; name: string } | { how: 'counts' | 'reaches in' };

export interface SettleRequest {
  /** Milliseconds. */
  timeout: number;
  /** Since the one before, the load was put on again. */
  repeated: boolean;
  /** Held sources that are not to be released. */
  keep: string[];
  /** What was there before the load, and how many more of a kind are worth a wait for their end. */
  held: { [kind: string]: number };
  least: number;
}

export interface SettledService {
  /**
   * `plateau`: some tasks stay from the first load, hardly any from the same load again, and there is no proof.
   * `undecided`: clearly fewer from the same load again, but some; once more may tell.
   */
  outcome: 'settled' | 'leaked' | 'stuck' | 'plateau' | 'undecided';
  count: number;
  leaked: number;
  peak: number;
  samples: [ms: number, count: number][];
  resources: { [kind: string]: number };
  groups: Group[];
}

/** What the probe tells unasked. */
export type ProbeEvent =
  | { event: 'listening'; port: number; host: string }
  | { event: 'listen-failed'; code: string; port: number | null }
  /** `rejected`: it was the reason of a promise that nobody caught. */
  | { event: 'threw'; message: string; stack: string; rejected: boolean }
  | { event: 'ended-itself'; call: string; stack: string }
  | { event: 'signalled'; signal: string }
  | { event: 'child'; pid: number };

export type Command = keyof Commands;

/** From the checker. */
export interface Question {
  /** Drawn by chance, so that only who was asked can answer. */
  number: number;
  command: Command;
  argument: unknown;
}

/** From the probe. */
export type Message = { answer: number; value: unknown } | ProbeEvent;

/** What the probe finds in `LEAKLAB_PROBE`. */
export interface ProbeSettings {
  /** The folder that is judged. */
  folder: string;
  /** The lab's own folder, which completes it. */
  labFolder: string;
  seed: number;
  /** `clock`: the backend of the lab answers by itself, as it does by hand. Default: the probe decides when it answers. */
  backend?: 'clock';
}

/** Splits what a pipe gives into lines. */
export function lines(receive: (line: string) => void): (text: string) => void {
  let rest = '';
  return (text) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) receive(part);
  };
}
