/** Which files of the course were changed, as JSON. */
import { fileURLToPath } from 'node:url';
import { readCourse } from '../../course/course.ts';
import { changedCourseFiles } from '../../course/tampering.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

console.log(JSON.stringify(await measure()));

async function measure(): Promise<{ error: string | null; changed: string[] }> {
  try {
    return { error: null, changed: await changedCourseFiles(root, readCourse(root)) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error), changed: [] };
  }
}
