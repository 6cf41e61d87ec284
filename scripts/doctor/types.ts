/** What the doctor's parts have in common. Only types: the doctor itself is plain JavaScript, since nothing may be installed yet. */

/** `ok`: fine. `note`: works, with something to know. `bad`: has to be fixed first. */
export interface Judgement {
  state: 'ok' | 'note' | 'bad';
  /** What is there, in a few words; printed, and pasted into questions: no path of this machine, no secret. */
  text: string;
  /** What to do about it, in one line. */
  fix?: string;
}

/** One thing that is looked at. Measuring decides nothing; judging is pure, so that a test can hand it any reading. */
export interface Check<Reading> {
  title: string;
  measure(root: string): Reading | Promise<Reading>;
  judge(reading: Reading): Judgement;
}

/** A check that has been made; `not-reached`: it could not be, for want of what was found bad before. */
export interface Finding {
  title: string;
  state: Judgement['state'] | 'not-reached';
  text: string;
  fix?: string;
}
