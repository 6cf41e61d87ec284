/** What the programs of the corpus say of themselves, read from their text. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Mark, markOn } from '../mark.ts';

export interface Program {
  file: string;
  /** As it is exported: project and number, or the name that Go's tests give it. */
  name: string;
  /** The marks of its forms: `leaking` and `mended`, and `leakingInNode` and `mendedInNode` where it has these. */
  forms: ReadonlyMap<string, readonly Mark[]>;
}

const PROGRAM = /^export const (\w+): Kernel = /;
const IN_NODE = /^ {2}inNode: /;
const FORM = /^ +(?:async )?(leaking|mended)\(\) /;

/** The programs of one file, in the order in which they stand there. */
export function programsIn(folder: string, file: string): Program[] {
  const programs: (Program & { forms: Map<string, Mark[]> })[] = [];
  let inNode = '';
  let marks: Mark[] = [];
  for (const [index, line] of readFileSync(join(folder, `${file}.ts`), 'utf8')
    .split('\n')
    .entries()) {
    const name = PROGRAM.exec(line)?.[1];
    if (name !== undefined) {
      programs.push({ file, name, forms: new Map() });
      inNode = '';
    }
    if (IN_NODE.test(line)) inNode = 'InNode';
    const form = FORM.exec(line)?.[1];
    if (form !== undefined) {
      marks = [];
      programs.at(-1)?.forms.set(form + inNode, marks);
    }
    const mark = markOn(line, `${file}.ts:${index + 1}`);
    if (mark !== null) marks.push(mark);
  }
  return programs;
}
