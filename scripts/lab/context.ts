/** What the commands of the lab are given: nothing in them reaches for the terminal, the clock or the checker by itself. */
import type { Judge } from '../checker/judge.ts';
import type { Lab } from '../course/course.ts';
import type { Progress } from '../course/progress.ts';
import type { Classroom } from '../practice/classroom/classroom.ts';
import type { Paint } from './render/paint.ts';

export interface Context {
  root: string;
  course: Lab[];
  progress: Progress;
  classroom: Classroom;
  startJudge(): Judge;
  /** Prints a text, and a line end. */
  print(text: string): void;
  /** Whether a person sits at a terminal. */
  interactive: boolean;
  paint: Paint;
  now(): Date;
  /** Aborted by Ctrl-C, and when the system asks to end: then nothing is left running. */
  interrupted: AbortSignal;
}

/** A word on the command line that can't be understood; the message says what can be. */
export class UsageError extends Error {}
