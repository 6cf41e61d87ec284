/** A verdict: what was observed of a lab, and what follows from it. The form is stable; `json` prints it as it is. */

export type Outcome = 'pass' | 'fail' | 'could-not-judge';

/** One named thing that was observed. */
export interface Fact {
  id: string;
  title: string;
  state: 'pass' | 'fail' | 'not-reached';
  expected?: unknown;
  actual?: unknown;
  /** `file:line`, relative to the root of the repository. */
  where?: string;
  /** Aimed at the mistake that was seen. */
  help?: string;
}

export interface Counts {
  baseline: number;
  peak: number;
  after: number;
  /** Milliseconds since the baseline, and the task count then. */
  samples: [ms: number, count: number][];
}

/** Tasks beyond the baseline, grouped by what they wait for and where. */
export interface LeakedGroup {
  count: number;
  wait: string;
  /** Whether it is proven that they can never finish. */
  leaked: boolean;
  /** `file:line` of the function that is the task; empty, as its stack is, where the lab teaches to find it. */
  createdAt: string;
  /** `name (file:line)`, innermost first. */
  stack: string[];
}

export interface Verdict {
  lab: string;
  outcome: Outcome;
  seed: number;
  ms: number;
  /** How many times slower than a calm machine this one was, from 1 to 8: limits by the clock were multiplied by it. */
  slowdown?: number;
  facts: Fact[];
  counts?: Counts;
  groups?: LeakedGroup[];
  /** Things worth knowing that decided nothing. */
  notes: string[];
  /** Why it could not be judged, and what to do. */
  reason?: string;
  /** The end of what the program printed, where that helps. */
  output?: string;
}

/** 0 passed, 1 failed, 2 could not judge. */
export function exitStatus(outcome: Outcome): 0 | 1 | 2 {
  return outcome === 'pass' ? 0 : outcome === 'fail' ? 1 : 2;
}
