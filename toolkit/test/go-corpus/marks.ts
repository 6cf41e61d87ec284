/** What the programs say of themselves: the marks on their lines, read from their text. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Mark {
  /** `lock-order.ts:23`. */
  place: string;
  wait: string;
  /** Proven, or held by something. */
  leaked: boolean;
  /** How many tasks one run leaves there. */
  count: number;
}

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
const MARK = /\/\/ (leaks|held)(?: (\d+))?: ([a-z ]+)$/;

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
    const [, word, count = '1', wait = ''] = MARK.exec(line) ?? [];
    if (word !== undefined)
      marks.push({ place: `${file}.ts:${index + 1}`, wait, leaked: word === 'leaks', count: Number(count) });
  }
  return programs;
}
