/**
 * Reports that the classroom has not confirmed yet: a file each, so that two terminals and a crash can't spoil one another's.
 * Their names are their order. It is bounded: of too many, the oldest are given up.
 */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Report } from '../../classroom/protocol/learner.ts';
import { writePrivate } from '../../course/write-file.ts';

/** Files, at most: the saves of a day. */
const MOST = 500;

const Kept = z.object({
  /** Milliseconds since 1970, by this machine's clock, which need not be right. */
  at: z.number(),
  report: Report,
});

export interface Waiting {
  file: string;
  report: Report;
}

export class Outbox {
  readonly #folder: string;

  /** `folder`: that of the classroom. */
  constructor(folder: string) {
    this.#folder = join(folder, 'outbox');
  }

  /** Throws what the file system says. */
  put(report: Report, at: number): void {
    const files = this.#files();
    for (const file of files.slice(0, Math.max(0, files.length + 1 - MOST))) this.#remove(file);
    // By number and not by the clock, which somebody may set right meanwhile.
    const last = Number(files.at(-1)?.slice(0, 8) ?? 0);
    const name = `${String(last + 1).padStart(8, '0')}-${report.id}.json`;
    writePrivate(join(this.#folder, name), JSON.stringify({ at, report }));
  }

  /** The oldest, in order, with their age as of now. */
  first(count: number, now: number): Waiting[] {
    return this.#files()
      .slice(0, count)
      .flatMap((file) => {
        const kept = this.#read(file);
        if (kept === null) return [];
        return [{ file, report: { ...kept.report, ageMs: Math.min(Math.max(0, now - kept.at), 1e11) } }];
      });
  }

  confirmed(waiting: readonly Waiting[]): void {
    for (const { file } of waiting) this.#remove(file);
  }

  get empty(): boolean {
    return this.#files().length === 0;
  }

  #files(): string[] {
    try {
      return readdirSync(this.#folder)
        .filter((file) => file.endsWith('.json'))
        .sort();
    } catch {
      return [];
    }
  }

  /** Null where another terminal has just sent it, or where it can't be read: then it is given up. */
  #read(file: string): z.infer<typeof Kept> | null {
    try {
      return Kept.parse(JSON.parse(readFileSync(join(this.#folder, file), 'utf8')));
    } catch {
      this.#remove(file);
      return null;
    }
  }

  #remove(file: string): void {
    rmSync(join(this.#folder, file), { force: true });
  }
}
