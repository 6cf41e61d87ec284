/**
 * The run from before the fix, in `.leaklab/runs/<lab>.json`:
 *
 *   { "version": 1, "digest": "9f2c…", "recording": { "lab": "02-leaky-query", "outcome": "leaked", … } }
 *
 * `digest` stands for the learner's files as they were. The first run that left tasks behind is kept; the same code run
 * again replaces it, changed code never does. This is the only place that writes it.
 */
import { join } from 'node:path';
import { z } from 'zod';
import { Recording } from '../checker/run/recording.ts';
import { readStored } from '../course/stored.ts';
import { writeWhole } from '../course/write-file.ts';
import { say } from '../language/say.mjs';

const Kept = z.object({ version: z.literal(1), digest: z.string(), recording: Recording });

export class KeptRun {
  readonly #file: string;
  readonly #kept: z.infer<typeof Kept> | null;
  /** What the learner should know of the file. */
  readonly notice: string | null;

  constructor(root: string, lab: string) {
    this.#file = join(root, '.leaklab', 'runs', `${lab}.json`);
    const { value, notice } = readStored(this.#file, Kept, say`the kept run`);
    this.#kept = value;
    this.notice = notice;
  }

  /** What the run of the code with this digest is shown beside; null where there is nothing to compare it with. */
  before(digest: string): Recording | null {
    return this.#kept === null || this.#kept.digest === digest ? null : this.#kept.recording;
  }

  /** Keeps a run from before the fix. What the learner should know, where it could not. */
  offer(digest: string, recording: Recording): string | null {
    if (recording.outcome === 'settled' || recording.outcome === 'running') return null;
    if (this.#kept !== null && this.#kept.digest !== digest) return null;
    try {
      writeWhole(this.#file, `${JSON.stringify({ version: 1, digest, recording } satisfies z.infer<typeof Kept>)}\n`);
      return null;
    } catch (error) {
      return say`This run is not kept for later (${error instanceof Error ? error.message : error}).`;
    }
  }
}
