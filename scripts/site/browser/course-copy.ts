/** A copy of the course, with the starter of each lab, in a path with a blank and Chinese characters: what is done there touches nobody. */
import { cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Lab, readCourse } from '../../course/course.ts';
import { starterFiles } from '../../course/starter.ts';

const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));
const COPIED = ['docs', 'labs', 'solutions', 'package.json', 'toolkit/README.md', 'README.md'];
const LINKED = ['node_modules', 'scripts'];

export class CourseCopy {
  readonly root = join(mkdtempSync(join(realpathSync(tmpdir()), 'leaklab-')), '课程 一');

  constructor() {
    for (const name of COPIED) cpSync(join(REPOSITORY, name), join(this.root, name), { recursive: true });
    for (const name of LINKED) symlinkSync(join(REPOSITORY, name), join(this.root, name), 'junction');
    for (const lab of readCourse(REPOSITORY)) {
      for (const { file, text } of starterFiles(REPOSITORY, lab))
        writeFileSync(join(this.root, 'labs', lab.name, file), text);
    }
  }

  /** As somebody who has found it out. */
  solve(name: string): void {
    const lab = this.#lab(name);
    for (const file of lab.files) cpSync(join(lab.solution, file), join(lab.folder, file));
  }

  close(): void {
    rmSync(dirname(this.root), { recursive: true, force: true, maxRetries: 5 });
  }

  #lab(name: string): Lab {
    const lab = readCourse(this.root).find((each) => each.name === name);
    if (lab === undefined) throw new Error(`There is no lab \`${name}\` in the copy.`);
    return lab;
  }
}
