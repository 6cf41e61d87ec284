/** What the judge and its worker say to each other. */
import type { Verdict } from './verdict.ts';

export interface JudgeRequest {
  /** Name of the lab: `02-leaky-query`. */
  lab: string;
  /** Absolute folder of the lab, with its `check.ts`. */
  labFolder: string;
  /** Absolute folder to judge; where it holds only some of the lab's files, the lab's own complete it. */
  folder: string;
  /** Default: by chance. */
  seed?: number;
}

export type ToWorker = { kind: 'judge'; request: JudgeRequest };

export type FromWorker =
  | { kind: 'progress'; phase: string }
  /** A service was started; it leads a process group of its own. */
  | { kind: 'service'; pid: number }
  | { kind: 'verdict'; verdict: Verdict };
