/** What was measured last, kept beside the pages that are made from it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../../course/write-file.ts';
import type { Comparison } from '../comparison/comparison.ts';
import type { Growth } from '../growth/growth.ts';
import type { Reading } from '../measure.ts';
import type { Machine } from './machine.ts';

/** Each in `docs/measured/`, by its command. */
export interface Stored {
  numbers: { machine: Machine; readings: { [measure: string]: Reading } };
  growth: { machine: Machine; growth: Growth };
  comparison: { machine: Machine; comparison: Comparison };
  /** `table`: in Markdown. */
  classroom: { machine: Machine; table: string };
}

/** The message says what to run. */
export class NotMeasured extends Error {}

/** Throws a `NotMeasured`. */
export function readStored<K extends keyof Stored>(root: string, name: K): Stored[K] {
  const file = fileOf(root, name);
  if (!existsSync(file)) {
    throw new NotMeasured(
      `There is no \`docs/measured/${name}.json\`: run \`npm run bench${name === 'numbers' ? '' : ` ${name}`}\`.`,
    );
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Null where it was never measured. */
export function readMeasured<K extends keyof Stored>(root: string, name: K): Stored[K] | null {
  return existsSync(fileOf(root, name)) ? readStored(root, name) : null;
}

export function writeStored<K extends keyof Stored>(root: string, name: K, stored: Stored[K]): void {
  writeWhole(fileOf(root, name), `${JSON.stringify(stored, null, 2)}\n`);
}

function fileOf(root: string, name: string): string {
  return join(root, 'docs', 'measured', `${name}.json`);
}
