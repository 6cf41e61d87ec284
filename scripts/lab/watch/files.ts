/** Telling when a learner has saved: whatever way the editor writes, and once for many writes in a row. */
import { createHash } from 'node:crypto';
import { type FSWatcher, readFileSync, watch } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../../course/course.ts';

/** Milliseconds of quiet after which a burst of writes is one save. */
const QUIET = 30;
/** How often files are looked at where the system gives no events, as on some mounted drives. */
const POLL = 500;

export interface Watcher {
  /** Whether files are polled, since the system gives no events. */
  readonly polling: boolean;
  close(): void;
}

/** Calls `onSave` when the content of a lab's files has changed. Watching the folder sees files that are replaced, too. */
export function watchFiles(lab: Lab, onSave: () => void): Watcher {
  let seen = digest(lab);
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    const now = digest(lab);
    if (now === seen) return;
    seen = now;
    onSave();
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(look, QUIET);
  };
  let watcher: FSWatcher | null = null;
  let poll: NodeJS.Timeout | undefined;
  const startPolling = (): void => {
    watcher?.close();
    watcher = null;
    poll ??= setInterval(look, POLL);
  };
  try {
    watcher = watch(lab.folder, soon);
    watcher.on('error', startPolling);
  } catch {
    startPolling();
  }
  return {
    get polling() {
      return poll !== undefined;
    },
    close() {
      clearTimeout(timer);
      clearInterval(poll);
      watcher?.close();
    },
  };
}

function digest({ folder, files }: Lab): string {
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
