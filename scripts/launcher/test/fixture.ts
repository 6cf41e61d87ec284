/** A repository of two small packages, in a path with a space and Chinese characters, with the real launcher and a fake npm. */
import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const FAKE_NPM = fileURLToPath(new URL('./fake-npm.mjs', import.meta.url));
const TSX = join(ROOT, 'node_modules', 'tsx');
/** Where the launcher looks for the pinned Node, on this platform. */
const PINNED = `node_modules/node-${process.platform === 'darwin' && process.arch === 'arm64' ? 'bin-' : ''}${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}/bin/node${process.platform === 'win32' ? '.exe' : ''}`;

export interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

export interface Launch {
  child: ChildProcess;
  /** What it has said so far, on stderr. */
  said(): string;
  ended: Promise<Ended>;
}

export class Fixture {
  readonly root: string;
  readonly #parent = mkdtempSync(join(realpathSync(tmpdir()), 'leaklab-'));

  constructor() {
    this.root = join(this.#parent, '带 空格');
    mkdirSync(join(this.root, 'scripts'), { recursive: true });
    for (const name of ['launch.cjs', 'launch.mjs', 'launcher', 'language'])
      cpSync(join(ROOT, 'scripts', name), join(this.root, 'scripts', name), { recursive: true });
    this.write('package.json', '{ "type": "module" }');
    this.write(
      'scripts/command.ts',
      'const words: string[] = process.argv.slice(2);\nconsole.log(JSON.stringify({ node: process.execPath, words, path: process.env["PATH"] }));\nprocess.exitCode = 7;\n',
    );
    this.lock({ one: '1.0.0', two: '1.0.0' });
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.root, file), text);
  }

  remove(file: string): void {
    rmSync(join(this.root, file), { recursive: true });
  }

  exists(file: string): boolean {
    return existsSync(join(this.root, file));
  }

  list(folder: string): string[] {
    return readdirSync(join(this.root, folder)).sort();
  }

  /** The lock file asks for these packages, and for one that is for another platform. */
  lock(versions: { [name: string]: string }): void {
    const packages = Object.entries(versions).map(([name, version]) => [`node_modules/${name}`, { version }]);
    this.write('package-lock.json', JSON.stringify({ packages: Object.fromEntries([['', {}], ...packages]) }));
  }

  /** How often npm was run. */
  get installations(): number {
    return this.installationWords.split('\n').length - 1;
  }

  /** What npm was told, a line for each time. */
  get installationWords(): string {
    return this.exists('npm.log') ? readFileSync(join(this.root, 'npm.log'), 'utf8') : '';
  }

  /** From here on nobody can write into it; for root, who can all the same, it is another user's from the start. */
  protect(): void {
    chmodSync(this.#parent, 0o755);
    chmodSync(this.root, 0o555);
  }

  /** Starts the launcher, as `npm run` would. */
  launch({
    node = process.execPath,
    npm = '',
    cli = FAKE_NPM,
    pinned = true,
    shell = false,
    user,
    env = {},
  }: {
    node?: string;
    npm?: string;
    /** The program of the npm that starts it. */
    cli?: string;
    pinned?: boolean;
    /** Whether a shell stands between, as npm has one. */
    shell?: boolean;
    user?: number | undefined;
    env?: NodeJS.ProcessEnv;
  } = {}): Launch {
    const words = [join(this.root, 'scripts', 'launch.cjs'), 'scripts/command.ts', 'a b', '三'];
    // What comes after the command keeps the shell from becoming it.
    const [command, all] = shell ? ['sh', ['-c', '"$0" "$@"; exit $?', node, ...words]] : [node, words];
    const child = spawn(command, all, {
      cwd: this.root,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(user === undefined ? {} : { uid: user, gid: user }),
      env: {
        ...process.env,
        ...env,
        npm_execpath: cli,
        npm_node_execpath: node,
        FAKE_NPM: npm,
        FAKE_NPM_LINKS: pinned ? `${PINNED}=${process.execPath}` : `node_modules/tsx=${TSX}`,
      },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data: Buffer) => {
      stdout += data.toString('utf8');
    });
    child.stderr.on('data', (data: Buffer) => {
      stderr += data.toString('utf8');
    });
    const ended = new Promise<Ended>((resolve) => {
      child.on('close', (status) => resolve({ status, stdout, stderr }));
    });
    return { child, said: () => stderr, ended };
  }

  close(): void {
    chmodSync(this.root, 0o755);
    rmSync(this.#parent, { recursive: true, force: true });
  }
}
