/** A course of two small labs, in a path with a space and Chinese characters, judged by the real kit: see `checker.ts`. */
import { execFile, execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { processesOf } from './processes.ts';

const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));
const LAB = join(REPOSITORY, 'scripts', 'lab.ts');
const CHECKER = new URL('./checker.ts', import.meta.url).href;
const CHECK =
  "const { default: checker } = await import(process.env['LEAKLAB_TEST_CHECKER'] ?? '');\nexport default checker;\n";

/** What `checker.ts` tells of itself. */
const LOGS = ['../begun.log', '../judged.log'];

export interface Ended {
  status: number;
  stdout: string;
  stderr: string;
}

export class TestCourse {
  readonly root: string;
  readonly id = crypto.randomUUID();
  readonly #parent = mkdtempSync(join(realpathSync(tmpdir()), 'leaklab-'));

  constructor({ git = true } = {}) {
    this.root = join(this.#parent, '课程 一');
    this.#lab('01-first', 'First');
    this.#lab('02-second', 'Second, 第二');
    this.write('.gitignore', 'node_modules\n.leaklab\n');
    for (const log of LOGS) this.write(log, '');
    this.write('package.json', '{ "type": "module" }');
    this.write(
      'tsconfig.json',
      '{ "compilerOptions": { "noEmit": true, "types": [] }, "include": ["labs/*/server.ts"] }',
    );
    if (!git) return;
    const words = ['-c', 'user.name=a', '-c', 'user.email=a@b.c'];
    for (const step of [
      ['init', '--quiet'],
      ['add', '.'],
      [...words, 'commit', '--quiet', '-m', 'start'],
    ]) {
      execFileSync('git', step, { cwd: this.root });
    }
  }

  #lab(name: string, title: string): void {
    const labs = `labs/${name}`;
    this.write(`${labs}/server.ts`, 'fail\n');
    this.write(`${labs}/check.ts`, CHECK);
    this.write(`${labs}/spin.ts`, 'for (;;);\n');
    this.write(`${labs}/README.md`, `# ${title}\n`);
    this.write(
      `${labs}/hints.md`,
      '## A nudge\n\nFirst.\n\n## Where to look\n\nSecond.\n\n## Almost the code\n\nThird.\n',
    );
    this.write(
      `${labs}/lab.json`,
      JSON.stringify({
        title,
        summary: `A handler asks three sources, needs two, and loses one task (${name}).`,
        files: ['server.ts'],
        entry: 'server.ts',
        starterFact: 'right',
        learned: ['One thing that is worth more than it seems at first sight, 值得.', 'Two.', 'Three.'],
        otherFix: { name: 'other', idea: 'Another way.' },
      }),
    );
    this.write(`solutions/${name}/server.ts`, '// the solution\npass\n');
  }

  /** Nobody can write into it, apart from the logs; for root, who can all the same, somebody else has to start the command. */
  protect(): void {
    for (const log of LOGS) chmodSync(this.path(log), 0o666);
    for (const folder of this.#folders) chmodSync(folder, 0o555);
  }

  get #folders(): string[] {
    return [this.#parent, this.root, this.path('labs/01-first')];
  }

  /** Packages, which few tests need (`start` runs on tsx): with TypeScript, which then looks at the labs as well, each check takes twice as long. */
  install(): void {
    symlinkSync(join(REPOSITORY, 'node_modules'), this.path('node_modules'));
  }

  path(file: string): string {
    return join(this.root, file);
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(this.path(file)), { recursive: true });
    writeFileSync(this.path(file), text);
  }

  read(file: string): string {
    return readFileSync(this.path(file), 'utf8');
  }

  exists(file: string): boolean {
    return existsSync(this.path(file));
  }

  remove(file: string): void {
    rmSync(this.path(file), { recursive: true });
  }

  rename(from: string, to: string): void {
    renameSync(this.path(from), this.path(to));
  }

  list(folder: string): string[] {
    return this.exists(folder) ? readdirSync(this.path(folder)) : [];
  }

  /** What checks have come to an end, by the text that they judged. */
  get judged(): string[] {
    return this.#logged('../judged.log');
  }

  /** What checks were begun, by the text that they judged. */
  get begun(): string[] {
    return this.#logged('../begun.log');
  }

  #logged(log: string): string[] {
    return this.read(log).split('\n').slice(0, -1);
  }

  /** Points the command at this course, and marks its processes. */
  get environment(): { [name: string]: string } {
    return { LEAKLAB_ROOT: this.root, LEAKLAB_TEST: this.id, LEAKLAB_TEST_CHECKER: CHECKER };
  }

  /** Everything that is running on behalf of this course. */
  get processes(): Promise<string[]> {
    return processesOf(this.id);
  }

  /** The command as `npm run` starts it, on the Node that runs the tests, without a terminal. */
  get words(): string[] {
    return ['--conditions=taskscope-source', '--disable-warning=ExperimentalWarning', LAB];
  }

  lab(
    words: string[],
    { user, env = {} }: { user?: number | undefined; env?: NodeJS.ProcessEnv } = {},
  ): Promise<Ended> {
    const options = {
      cwd: this.root,
      env: { ...process.env, ...this.environment, ...env },
      ...(user === undefined ? {} : { uid: user, gid: user }),
    };
    return new Promise((resolve) => {
      execFile(process.execPath, [...this.words, ...words], options, (error, stdout, stderr) => {
        resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr });
      });
    });
  }

  close(): void {
    for (const folder of this.#folders) chmodSync(folder, 0o755);
    rmSync(this.#parent, { recursive: true, force: true, maxRetries: 5 });
  }
}
