import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One text for the content of these files: the same as long as none of them changes. A file that is gone counts, too. */
export function digestOf(folder: string, files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) {
    try {
      hash.update(readFileSync(join(folder, file)));
    } catch {
      hash.update('\0gone');
    }
  }
  return hash.digest('hex');
}
