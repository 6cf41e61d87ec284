/**
 * The run from before the fix, in `.leaklab/runs/<lab>.json`:
 *
 *   { "version": 1, "digest": "9f2c…", "recording": { "lab": "02-leaky-query", "outcome": "leaked", … } }
 *
 * `digest` stands for the learner's files as they were. The first run that left tasks behind is kept; the same code run
 * again replaces it, changed code never does. This is the only place that writes it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Recording } from '../../checker/run/recording.ts';
import { setAside } from '../../course/set-aside.ts';
import { writeWhole } from '../../course/write-file.ts';

const Kept = z.object({ version: z.literal(1), digest: z.string(), recording: Recording });

export class KeptRun {
  readonly #file: string;
  readonly #kept: z.infer<typeof Kept> | null = null;
  /** What the learner should know of the file. */
  readonly notice: string | null = null;

  constructor(root: string, lab: string) {
    this.#file = join(root, '.leaklab', 'runs', `${lab}.json`);
    let text: string;
    try {
      text = readFileSync(this.#file, 'utf8');
    } catch {
      return;
    }
    try {
      this.#kept = Kept.parse(JSON.parse(text));
    } catch {
      this.notice = setAside(this.#file, 'the kept run');
    }
  }

  /** What the run of the code with this digest is shown beside; null where there is nothing to compare it with. */
  before(digest: string): Recording | null {
    return this.#kept === null || this.#kept.digest === digest ? null : this.#kept.recording;
  }

  /** Keeps a run from before the fix. Throws what the file system says. */
  offer(digest: string, recording: Recording): void {
    if (recording.outcome === 'settled' || recording.outcome === 'running') return;
    if (this.#kept !== null && this.#kept.digest !== digest) return;
    writeWhole(this.#file, `${JSON.stringify({ version: 1, digest, recording } satisfies z.infer<typeof Kept>)}\n`);
  }
}
