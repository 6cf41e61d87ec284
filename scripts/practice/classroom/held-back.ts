import type { Lab } from '../../course/course.ts';
import type { Classroom } from './classroom.ts';

/** Why the solution of a lab may not be seen; null where it may. What was held back a while ago may be released now: it is asked. */
export async function heldBackNow(classroom: Classroom, lab: Lab): Promise<string | null> {
  if (classroom.heldBack(lab) !== null) await classroom.refresh();
  return classroom.heldBack(lab);
}
