/** The learner's files beside the solution's. */
import { structuredPatch } from 'diff';
import type { Lab } from '../../course/course.ts';
import { readInside } from '../inside.ts';

export interface FileDiff {
  file: string;
  hunks: { line: number; lines: string[] }[];
}

/** What to change to get the solution, `-` is the learner's, `+` the solution's; a file without a difference has no hunks. */
export function diffWithSolution(lab: Lab): FileDiff[] {
  return lab.files.map((file) => {
    const [mine, theirs] = [lab.folder, lab.solution].map((folder) => readInside(folder, file).toString('utf8'));
    const { hunks } = structuredPatch(file, file, mine ?? '', theirs ?? '', '', '', { context: 2 });
    return { file, hunks: hunks.map(({ oldStart, lines }) => ({ line: oldStart, lines })) };
  });
}
