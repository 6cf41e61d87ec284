import { renameSync } from 'node:fs';

/** A file of ours that can't be read is kept under another name, never thrown away. Returns what to tell the learner. */
export function setAside(file: string, what: string): string {
  const aside = `${file}.broken-${Date.now()}`;
  try {
    renameSync(file, aside);
    return `The file of ${what} could not be read. It was set aside as \`${aside}\`; your code is untouched.`;
  } catch {
    return `\`${file}\` can't be read: remove it. Your code is untouched.`;
  }
}
