/** How far the learner is, where the site is served to one: what is marked in the list of pages, and where to go on. */

export interface Standing {
  /** Of labs that are done: passed, or given by `catch-up`. */
  done: { [lab: string]: 'passed' | 'given' };
  /** The lab to go on with; null where all are done. */
  goOn: string | null;
  /** Whether any was opened. */
  begun: boolean;
}

export const MARKS = { passed: '✓', given: '»' };
