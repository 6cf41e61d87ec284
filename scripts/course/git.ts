/** Asking git about this repository. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Arguments for git; null where the root of this repository is none of git's. A repository around it is not ours. */
export function gitArguments(root: string, words: readonly string[]): string[] | null {
  // In a container the folder often belongs to somebody else, and git would refuse it; its code runs here anyway.
  return existsSync(join(root, '.git')) ? ['-c', 'safe.directory=*', ...words] : null;
}
