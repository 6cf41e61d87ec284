/** What the judge and its worker say to each other. */
import type { Patience } from './patience.ts';
import type { Tree } from './service/tree.ts';
import type { Fact, Verdict } from './verdict.ts';

export interface JudgeRequest {
  /** Name of the lab: `02-leaky-query`. */
  lab: string;
  /** Absolute folder of the lab, with its `check.ts`. */
  labFolder: string;
  /** Absolute folder to judge; where it holds only some of the lab's files, the lab's own complete it. */
  folder: string;
  /** Whether the line of a leak is named also where the lab teaches to find it. Default: it is not. */
  namesTheLine?: boolean;
  /** Default: by chance. */
  seed?: number;
  /** For tests, which can't wait as long as a learner's slow laptop may need. */
  patience?: Partial<Patience>;
}

/** Texts of a verdict, each with its form in the other language. */
export interface Others {
  [text: string]: string;
}

export type ToWorker = { kind: 'judge'; request: JudgeRequest };

export type FromWorker =
  | { kind: 'progress'; phase: string }
  /** One was decided, or none yet. */
  | { kind: 'facts'; facts: Fact[] }
  /** A service was started. */
  | { kind: 'service'; tree: Tree }
  | { kind: 'verdict'; verdict: Verdict; others: Others };
