/** What the proof of `attach` has seen: for each Node a row for each thing that was done, kept in `.leaklab/attach/`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Cycles } from './cycles.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
export const FOLDER = '.leaklab/attach';

export interface Row extends Cycles {
  what: string;
  /** Milliseconds, all of it. */
  took: number;
}

/** All that was done to the targets of one Node. */
export interface Run {
  major: number;
  date: string;
  platform: string;
  seed: number;
  rows: Row[];
}

/** In the place of what was seen before on that Node. */
export function keepRun(run: Run): void {
  mkdirSync(join(ROOT, FOLDER), { recursive: true });
  writeFileSync(join(ROOT, FOLDER, `node-${run.major}.json`), `${JSON.stringify(run, null, 2)}\n`);
}
