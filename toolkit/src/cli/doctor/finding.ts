/** One thing that the doctor has looked at. */
export interface Finding {
  /** `note`: nothing is wrong, but it is worth to know. */
  state: 'right' | 'wrong' | 'note';
  what: string;
  /** What to do; absent where nothing is. */
  fix?: string;
}

export const right = (what: string): Finding => ({ state: 'right', what });
export const wrong = (what: string, fix: string): Finding => ({ state: 'wrong', what, fix });
export const note = (what: string, fix: string): Finding => ({ state: 'note', what, fix });
