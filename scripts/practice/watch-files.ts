/** Telling when a learner has saved: whatever way the editor writes, and once for many writes in a row. */
import { type FSWatcher, watch } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Lab } from '../course/course.ts';
import { digestOf } from '../course/digest.ts';

/** Milliseconds of quiet after which a burst of writes is one save. */
const QUIET = 30;
/** How often files are looked at besides: some mounted drives tell nothing, others stop telling. */
const POLL = 500;
/** An event that comes so long after the change was seen comes too late to be waited for. */
const LATE = 250;

export interface Watcher {
  /** Whether saves are seen by polling only, since the system gives no events. */
  readonly polling: boolean;
  close(): void;
}

/** What the system does for us; tests bring systems that do less. */
export type WatchFolder = (folder: string, listener: () => void) => Pick<FSWatcher, 'on' | 'close'>;

/**
 * Calls `onSave` when the content of a lab's files has changed. Folders are watched, which sees files that are replaced,
 * too. Whether a drive tells of changes is only known once something has changed on it: so the files are looked at all
 * the time, and a change that no event has told of shows that none will.
 */
export function watchFiles(lab: Lab, onSave: () => void, watchFolder: WatchFolder = watch): Watcher {
  const digest = (): string => digestOf(lab.folder, lab.files);
  let seen = digest();
  /** Since the last look at the files. */
  let told = false;
  let polling = false;
  let quiet: NodeJS.Timeout | undefined;
  let late: NodeJS.Timeout | undefined;
  const soon = (): void => {
    clearTimeout(quiet);
    quiet = setTimeout(() => {
      const now = digest();
      if (now === seen) return;
      seen = now;
      onSave();
    }, QUIET);
  };
  const onEvent = (): void => {
    told = true;
    polling = false;
    clearTimeout(late);
    soon();
  };
  const folders = new Set(lab.files.map((file) => dirname(join(lab.folder, file))));
  const watchers = [...folders].flatMap((folder) => tryToWatch(folder, watchFolder, onEvent));
  polling = watchers.length < folders.size;
  const poll = setInterval(() => {
    const changed = digest() !== seen;
    if (changed && !told && !polling) {
      late = setTimeout(() => {
        polling = true;
      }, LATE);
    }
    if (changed) soon();
    told = false;
  }, POLL);
  return {
    get polling() {
      return polling;
    },
    close() {
      for (const timer of [quiet, late, poll]) clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}

function tryToWatch(folder: string, watchFolder: WatchFolder, onEvent: () => void): Pick<FSWatcher, 'on' | 'close'>[] {
  try {
    const watcher = watchFolder(folder, onEvent);
    // What it no longer tells, the polling sees.
    watcher.on('error', () => watcher.close());
    return [watcher];
  } catch {
    return [];
  }
}
