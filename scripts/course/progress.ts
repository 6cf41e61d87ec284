/**
 * What the learner has done, in `.leaklab/progress.json`:
 *
 *   { "version": 1,
 *     "current": "02-leaky-query",
 *     "language": "zh-CN",
 *     "labs": { "01-counting": { "passed": true, "hints": 2 } } }
 *
 * `current` is the lab that was open last; `language` is there once one was chosen, and `scripts/language/` reads it, too;
 * `hints` counts those that were shown; a lab has `"caughtUp": true` once `catch-up` gave its solution. This is the only place that writes it.
 */
import { join } from 'node:path';
import { z } from 'zod';
import type { Language } from '../language/language.mjs';
import { say } from '../language/say.mjs';
import { locked } from './locked.ts';
import { readStored } from './stored.ts';
import { writeWhole } from './write-file.ts';

const Stored = z.object({
  version: z.literal(1),
  current: z.string().nullable(),
  language: z.string().optional(),
  labs: z.record(
    z.string(),
    z.object({ passed: z.boolean(), hints: z.number().int().min(0), caughtUp: z.boolean().optional() }),
  ),
});

export interface LabProgress {
  passed: boolean;
  hints: number;
  /** The solution was given by `catch-up`, so that the learner could go on with a later lab. */
  caughtUp?: boolean | undefined;
}

export class Progress {
  readonly #root: string;
  readonly #file: string;
  readonly #notices: string[] = [];
  /** What could not be written is known here only. */
  #unsaved = false;
  #stored: z.infer<typeof Stored> = { version: 1, current: null, labs: {} };

  constructor(root: string) {
    this.#root = root;
    this.#file = join(root, '.leaklab', 'progress.json');
    this.#read();
  }

  get current(): string | null {
    return this.#stored.current;
  }

  /** As it was chosen; null where none was. */
  get language(): string | null {
    return this.#stored.language ?? null;
  }

  of(lab: string): LabProgress {
    return this.#stored.labs[lab] ?? { passed: false, hints: 0 };
  }

  /** Passed, or given: there is nothing to do in it before the next one. */
  isDone(lab: string): boolean {
    const { passed, caughtUp = false } = this.of(lab);
    return passed || caughtUp;
  }

  /** Whatever another terminal has written meanwhile is known from here on. */
  refresh(): void {
    if (!this.#unsaved) this.#read();
  }

  /** What the learner should know of the file, once. */
  takeNotices(): string[] {
    return this.#notices.splice(0);
  }

  open(lab: string): void {
    this.#write((stored) => ({ ...stored, current: lab }));
  }

  chooseLanguage(language: Language): void {
    this.#write((stored) => ({ ...stored, language }));
  }

  update(lab: string, change: Partial<LabProgress>): void {
    this.#write((stored) => ({ ...stored, labs: { ...stored.labs, [lab]: { ...this.of(lab), ...change } } }));
  }

  #read(): void {
    const { value, notice } = readStored(this.#file, Stored, say`your progress`);
    if (value !== null) this.#stored = value;
    if (notice !== null) this.#notices.push(notice);
  }

  #write(change: (stored: z.infer<typeof Stored>) => z.infer<typeof Stored>): void {
    try {
      locked(this.#root, () => this.#writeAlone(change));
    } catch (error) {
      this.#unsaved = true;
      this.#stored = change(this.#stored);
      this.#notices.push(
        say`Progress is not saved (${error instanceof Error ? error.message : error}). All else works.`,
      );
    }
  }

  /** Another terminal may have written meanwhile: what it wrote is read first. */
  #writeAlone(change: (stored: z.infer<typeof Stored>) => z.infer<typeof Stored>): void {
    this.#read();
    const changed = change(this.#stored);
    if (JSON.stringify(changed) === JSON.stringify(this.#stored)) return;
    writeWhole(this.#file, `${JSON.stringify(changed, null, 2)}\n`);
    this.#stored = changed;
  }
}
