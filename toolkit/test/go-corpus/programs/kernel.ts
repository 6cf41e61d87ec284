/** What a program of the corpus is: the kernel of a leak that a Go program had, and of its cure. */

export interface Form {
  /** Leaves what its marks say, each time; `toolkit/test/mark.ts` says how to read them. */
  leaking(): unknown;
  /** The same, cured: nothing is left. */
  mended(): unknown;
}

export interface Kernel extends Form {
  /** What goes wrong, in one sentence. */
  fault: string;
  /** What holds a task that waits for ever, where something does. */
  heldBy?: string;
  /** The same leak as somebody writes it who knows Node and not Go. */
  inNode?: Form;
}
