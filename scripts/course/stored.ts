/** Reading what we have stored ourselves: JSON of one form. */
import { readFileSync, renameSync } from 'node:fs';
import type { z } from 'zod';
import { say } from '../language/say.mjs';

export interface Stored<T> {
  /** Null where there is none, or none that can be read. */
  value: T | null;
  /** What the learner should know of the file. */
  notice: string | null;
}

/** A file that can't be read is kept under another name, never thrown away. `what` it holds is said to the learner. */
export function readStored<T>(file: string, form: z.ZodType<T>, what: string): Stored<T> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return { value: null, notice: null };
  }
  try {
    return { value: form.parse(JSON.parse(text)), notice: null };
  } catch {
    return { value: null, notice: setAside(file, what) };
  }
}

function setAside(file: string, what: string): string {
  const aside = `${file}.broken-${Date.now()}`;
  try {
    renameSync(file, aside);
    return say`The file of ${what} could not be read. It was set aside as \`${aside}\`; your code is untouched.`;
  } catch {
    return say`\`${file}\` can't be read: remove it. Your code is untouched.`;
  }
}
