/** A copy of the course for the kills: two labs as they were committed, without git, so that starters are kept too. */
import { randomUUID } from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCourse } from '../../course/course.ts';
import { keepStarters, starterFiles } from '../../course/starter.ts';

/** The one that is checked, and one with several files, which is reset. */
export const CHECKED = '02-leaky-query';
export const RESET = '01-counting';
const LABS = [CHECKED, RESET];
const LOOP = 'for (;;);\n';
const MINE = '// what the learner wrote, and would miss\n';

/** What stands in a lab's folder: its starter, its solution, a loop without end, or something of the learner's own. */
export type Content = 'starter' | 'solution' | 'loop' | 'mine';

/** A file that a learner edits, and what this course ever writes into it. */
export interface EditedFile {
  lab: string;
  file: string;
  texts: { [content in Content]: string };
}

export class KillCourse {
  readonly root: string;
  /** Stands in the environment of every process that is started for this course. */
  readonly mark = `LEAKLAB_KILLS=${randomUUID()}`;
  readonly files: readonly EditedFile[];

  /** `repository`: the root of the real one. */
  constructor(repository: string) {
    this.root = join(mkdtempSync(join(realpathSync(tmpdir()), 'leaklab-')), '课程 一');
    mkdirSync(this.root);
    for (const name of ['node_modules', 'scripts'])
      symlinkSync(join(repository, name), join(this.root, name), 'junction');
    for (const name of ['package.json', 'tsconfig.json']) cpSync(join(repository, name), join(this.root, name));
    const labs = readCourse(repository).filter(({ name }) => LABS.includes(name));
    for (const { name, folder } of labs) cpSync(folder, join(this.root, 'labs', name), { recursive: true });
    this.files = labs.flatMap((lab) =>
      starterFiles(repository, lab).map(({ file, text: starter }) => {
        const solution = readFileSync(join(lab.solution, file), 'utf8');
        return { lab: lab.name, file, texts: { starter, solution, loop: LOOP, mine: MINE + starter } };
      }),
    );
    this.begin();
  }

  /** As a learner finds it after the first start. */
  begin(): void {
    this.put('starter');
    keepStarters(this.root, readCourse(this.root));
  }

  put(content: Content): void {
    for (const { lab, file, texts } of this.files) writeFileSync(join(this.root, 'labs', lab, file), texts[content]);
  }

  /** As if nothing had ever been started here. */
  forget(): void {
    rmSync(join(this.root, '.leaklab'), { recursive: true, force: true });
  }

  close(): void {
    rmSync(join(this.root, '..'), { recursive: true, force: true, maxRetries: 5 });
  }
}
