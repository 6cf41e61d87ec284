/** The classroom of this clone. What belongs to one is loaded only where somebody has joined. */
import type { Progress } from '../../course/progress.ts';
import { Folder } from './folder.ts';
import { Joined } from './joined.ts';

/** Null where its files can't be read, as where nobody has joined. */
export function openJoined(root: string, progress: Progress): Joined | null {
  const folder = new Folder(root);
  const membership = folder.membership();
  return membership === null ? null : new Joined(folder, membership, progress);
}
