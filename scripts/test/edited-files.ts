import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCourse } from '../course/course.ts';
import { starterFiles } from '../course/starter.ts';

/** The labs' files that a learner has changed; relative to the root, with forward slashes. */
export function editedFiles(root: string): Set<string> {
  const changed = readCourse(root).flatMap((lab) =>
    starterFiles(root, lab)
      .filter(({ file, text }) => read(join(lab.folder, file)) !== text)
      .map(({ file }) => `labs/${lab.name}/${file}`),
  );
  return new Set(changed);
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
