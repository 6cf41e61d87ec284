/** What a heap snapshot costs the process, by the size of its heap; measured on Node 22, 24 and 26. */

export interface Estimate {
  /** Milliseconds in which nothing else runs there. */
  pause: number;
  /** Bytes that it needs meanwhile, beside what it has. */
  memory: number;
}

const MEBIBYTE = 2 ** 20;
/** Milliseconds of a small heap, and of each MiB more. A machine that is busy takes twice that. */
const LEAST_PAUSE = 400;
const PAUSE = 70;
const LEAST_MEMORY = 50 * MEBIBYTE;
/** V8 writes down each object and each reference. */
const TIMES = 3;
/** More than that is for whoever says so. */
export const PAUSE_LIMIT = 30_000;

/** `heap`: bytes. */
export function estimate(heap: number): Estimate {
  return { pause: LEAST_PAUSE + (heap / MEBIBYTE) * PAUSE, memory: LEAST_MEMORY + heap * TIMES };
}

/** Why it should not be done; null where nothing speaks against it. `free`: bytes that the process could still have. */
export function objection({ pause, memory }: Estimate, free: number): string | null {
  if (memory > free) {
    return `it would need about ${mebibytes(memory)} of memory for it, and has ${mebibytes(free)}: the system might end it`;
  }
  return pause > PAUSE_LIMIT ? `it would stand still for about ${seconds(pause)}` : null;
}

export function seconds(milliseconds: number): string {
  return milliseconds < 10_000 ? `${(milliseconds / 1000).toFixed(1)} s` : `${Math.round(milliseconds / 1000)} s`;
}

export function mebibytes(bytes: number): string {
  return `${Math.round(bytes / MEBIBYTE)} MiB`;
}
