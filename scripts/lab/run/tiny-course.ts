/**
 * A course for the tests of `run`: one small lab, whose service says by the learner's file what becomes of its tasks.
 *
 *   leaks      each request leaves a task behind that can never finish
 *   keeps      each request leaves a task behind that somebody could still wake
 *   settles    each request starts a task that ends soon
 *   bursts     the first request starts many tasks that end within milliseconds
 *   asks       tasks stay where the backend is in the hands of the checker
 *   dies       the first request ends the process
 *   broken     it can't be read
 */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));
const TASKS = {
  leaks: '(async () => { await new Promise(() => {}); })();',
  keeps: '(async () => { await new Promise((resolve) => kept.push(resolve)); })();',
  settles: '(async () => { await new Promise((resolve) => setTimeout(resolve, 20)); })();',
  bursts:
    'if (burst++ === 0) for (let task = 0; task < 40; task++) (async () => { await new Promise((resolve) => setTimeout(resolve, 5)); })();',
  asks: "(async () => { if (Reflect.has(globalThis, Symbol.for('leaklab.backend'))) await new Promise(() => {}); })();",
  dies: 'process.exit(3);',
  broken: '} what',
};
export type Kind = keyof typeof TASKS;
export const REQUESTS = 30;
export const LAB_NAME = '01-tiny';

export class TinyCourse {
  readonly root: string;

  /** `kind` is the starter's. */
  constructor(kind: Kind = 'leaks') {
    this.root = join(mkdtempSync(join(realpathSync(tmpdir()), 'leaklab-')), '课程 一');
    this.write('package.json', '{ "type": "module" }');
    this.edit(kind);
    this.write(`labs/${LAB_NAME}/lab.json`, JSON.stringify(METADATA));
    this.write(`labs/${LAB_NAME}/check.ts`, CHECK);
    this.write(`labs/${LAB_NAME}/hints.md`, '');
    for (const name of ['node_modules', 'scripts'])
      symlinkSync(join(REPOSITORY, name), join(this.root, name), 'junction');
    const author = ['-c', 'user.name=a', '-c', 'user.email=a@b.c'];
    for (const words of [
      ['init', '--quiet'],
      ['add', 'labs'],
      [...author, 'commit', '--quiet', '-m', 'start'],
    ])
      execFileSync('git', words, { cwd: this.root });
  }

  /** The learner's file does this from now on. */
  edit(kind: Kind): void {
    this.write(`labs/${LAB_NAME}/server.ts`, SERVER.replace('TASK', TASKS[kind]));
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.root, file)), { recursive: true });
    writeFileSync(join(this.root, file), text);
  }

  /** Null where it is not there. */
  read(file: string): string | null {
    const path = join(this.root, file);
    return existsSync(path) ? readFileSync(path, 'utf8') : null;
  }

  close(): void {
    rmSync(dirname(this.root), { recursive: true, force: true });
  }
}

const METADATA = {
  title: 'Tiny',
  summary: 'One route.',
  files: ['server.ts'],
  entry: 'server.ts',
  starterFact: 'starts',
  learned: ['One.', 'Two.', 'Three.'],
  otherFix: { name: 'other', idea: 'Another.' },
};

// Indented, so that nobody takes it for an import of this file.
const CHECK = `
  import { defineChecker, requests } from '../../scripts/checker/index.ts';
export default defineChecker({
  facts: [{ id: 'starts', title: 'it starts' }],
  async check() {},
  run: requests({ route: '/work', path: (index) => '/work?number=' + index, amount: ${REQUESTS}, connections: 3 }),
});
`;

const SERVER = `
import { createServer } from 'node:http';
const kept: ((value: unknown) => void)[] = [];
let burst = 0;
const server = createServer((request, response) => {
  TASK
  if (request.url === '/absent') response.statusCode = 404;
  response.end(String(kept.length));
});
server.listen(Number(process.env['PORT']), '127.0.0.1');
`;
