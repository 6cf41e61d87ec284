/** What the doctor's probe tells of the process that it was loaded into. */
import type { Tracking } from '../registry/tracking.ts';

/** Set for a process that is examined. */
export const DOCTOR = {
  /** The file to which each process appends its diagnosis, as a line of JSON. */
  file: 'TASKSCOPE_DOCTOR_FILE',
  /** Milliseconds after which a process that goes on is examined as it is; without it, at its end only. */
  after: 'TASKSCOPE_DOCTOR_AFTER',
  /** What `TASKSCOPE_CACHE` was, where the examination itself keeps nothing. */
  cache: 'TASKSCOPE_DOCTOR_CACHE',
} as const;

export interface Place {
  name: string;
  file: string;
  line: number;
}

export interface Diagnosis {
  pid: number;
  tracking: Tracking;
  /** Folder of transformed files, or null for none. */
  cache: string | null;
  cacheWritable: boolean;
  tasks: number;
  /** Proven, largest groups first. */
  leaks: (Place & { count: number })[];
  /** Places that come from source maps. */
  mapped: number;
  /** Those of them whose file is not there, and those whose line has no `await`. */
  withoutSource: Place[];
  inexact: Place[];
}
