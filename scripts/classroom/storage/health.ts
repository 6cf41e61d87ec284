/** Whether what is acknowledged can be kept. A database that runs out of disk stops for good: so nothing is taken before that. */

/** Bytes that have to be free: PostgreSQL writes its log in pieces of 16 MB. */
const RESERVE = 48 * 1024 * 1024;
/** Milliseconds between two looks at the disk. */
const INTERVAL = 1000;

export interface Health {
  /** Then nothing may be taken in. */
  readonly full: boolean;
  /** What is wrong, for the instructor; null where all is well. */
  trouble(): string | null;
  /** An error of the database, or null where it has just worked. */
  noted(error: unknown): void;
}

/** `free`: bytes on the disk of the database; null where that is not on this machine. */
export function watchHealth(free: (() => number) | null): Health {
  let failure: string | null = null;
  let full = false;
  let lookedAt = Number.NEGATIVE_INFINITY;
  const isFull = (): boolean => {
    if (free === null) return false;
    if (performance.now() - lookedAt < INTERVAL) return full;
    lookedAt = performance.now();
    full = free() < RESERVE;
    return full;
  };
  return {
    get full() {
      return isFull();
    },
    trouble: () =>
      isFull() ? 'The disk is full: nothing is stored until there is room. Nothing that was stored is lost.' : failure,
    noted(error) {
      failure =
        error === null
          ? null
          : `The database does not work (${error instanceof Error ? error.message : error}). Nothing that was stored is lost.`;
    },
  };
}
