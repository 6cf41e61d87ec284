import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../course/course.ts';
import { say } from '../language/say.mjs';

/** The clear word on a file that was deleted or renamed; null where all are there. */
export function missingFile({ number, name, folder, files }: Lab): string | null {
  const gone = files.find((file) => !existsSync(join(folder, file)));
  return gone === undefined
    ? null
    : say`\`labs/${name}/${gone}\` is not there. Give it its name back, or run \`npm run lab ${number} reset\`: what is there is kept as a backup.`;
}
