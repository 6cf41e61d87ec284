/** `reset` and `restore`, from the terminal or from a page: the learner's files, and what that means for progress and classroom. */
import type { Lab } from '../course/course.ts';
import type { Progress } from '../course/progress.ts';
import { reset, restore } from './backup.ts';
import type { Classroom } from './classroom/classroom.ts';

export interface Practice {
  root: string;
  progress: Progress;
  classroom: Classroom;
}

/** Gives the folder where the learner's files are kept; null where there was nothing to keep. Throws what the file system says. */
export function startOver(practice: Practice, lab: Lab, now: Date): string | null {
  const backup = reset(practice.root, lab, now);
  takeBack(practice, lab);
  return backup;
}

/** Gives the folder that the files came from; null where there is none that differs, and nothing was changed. */
export function undoStartOver(practice: Practice, lab: Lab, now: Date): string | null {
  const source = restore(practice.root, lab, now);
  if (source !== null) takeBack(practice, lab);
  return source;
}

/** What `catch-up` gave is gone from the lab's folder: the lab is open again. */
function takeBack({ progress, classroom }: Practice, lab: Lab): void {
  if (!progress.of(lab.name).caughtUp) return;
  progress.update(lab.name, { caughtUp: false });
  classroom.changed(lab);
}
