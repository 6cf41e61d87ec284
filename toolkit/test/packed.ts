/** The package as its users get it: built, packed, and unpacked beside the dependencies that it declares. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Outcome, run } from './run.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const TOOLKIT = join(ROOT, 'toolkit');
/** What the package is made from, in the folder of the toolkit. */
const SOURCES = [
  'bin',
  'src',
  'monitoring',
  'package.json',
  'build.mjs',
  'tsconfig.build.json',
  'tsconfig.commonjs.json',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
];
const PACKED = join(ROOT, '.leaklab', 'packed');
/** Of the package, by name: each of one version. */
export const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(
  readFileSync(join(TOOLKIT, 'package.json'), 'utf8'),
);

/** A folder with a space and Chinese characters in its path, and `taskscope` in its `node_modules`. */
export interface Project {
  folder: string;
  /** Files by their path in the folder. */
  write(files: Record<string, string>): void;
  /** Makes a package of the repository's `node_modules` available, such as a loader. */
  link(name: string): void;
  /** Runs `node` with these words in the folder. */
  run(node: string, words: readonly string[], environment?: Record<string, string>): Promise<Outcome>;
  remove(): void;
}

export function installPacked(): Project {
  const folder = mkdtempSync(join(tmpdir(), 'taskscope 包 '));
  const modules = join(folder, 'node_modules');
  const link = (name: string): void => {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', name), join(modules, name), 'junction');
  };
  unpack(pack(), join(modules, 'taskscope'));
  for (const name of Object.keys(dependencies)) link(name);
  return {
    folder,
    link,
    write(files) {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
    },
    run: (node, words, environment = {}) => run(node, words, { folder, environment }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The path of the tarball. It is made once for each state of the sources, by whichever test file asks first. */
export function pack(): string {
  const name = `${digestOfSources()}.tgz`;
  const tarball = join(PACKED, name);
  if (existsSync(tarball)) return tarball;
  const work = mkdtempSync(join(tmpdir(), 'taskscope-pack-'));
  const made = packIn(work);
  mkdirSync(PACKED, { recursive: true });
  // Whole or not at all: another test file may be about to read it, or to make the same. The move may be from one file system to another.
  cpSync(made, `${tarball}.${process.pid}`);
  renameSync(`${tarball}.${process.pid}`, tarball);
  for (const other of readdirSync(PACKED)) if (!other.startsWith(name)) rmSync(join(PACKED, other), { force: true });
  rmSync(work, { recursive: true });
  return tarball;
}

/** Builds and packs it in an empty folder. The path of the tarball. */
export function packIn(work: string): string {
  const toolkit = join(work, 'toolkit');
  for (const name of SOURCES) cpSync(join(TOOLKIT, name), join(toolkit, name), { recursive: true });
  cpSync(join(ROOT, 'tsconfig.json'), join(work, 'tsconfig.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(work, 'node_modules'), 'junction');
  const options = { cwd: toolkit, stdio: 'pipe' } as const;
  execFileSync(process.execPath, ['build.mjs'], options);
  const npm = process.env['npm_execpath'];
  const words = ['pack', '--pack-destination', work, '--ignore-scripts', '--loglevel=error'];
  if (npm === undefined) execFileSync('npm', words, options);
  else execFileSync(process.execPath, [npm, ...words], options);
  return join(work, 'taskscope-0.1.0.tgz');
}

/** Also of what compiles and packs them: nothing that a package was made from can change, and the package not. */
function digestOfSources(): string {
  const hash = createHash('sha256');
  const tools = [join(ROOT, 'tsconfig.json'), join(ROOT, 'node_modules/typescript/package.json'), import.meta.filename];
  for (const file of [...SOURCES.flatMap(filesOf), ...tools]) {
    hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

function filesOf(name: string): string[] {
  const path = join(TOOLKIT, name);
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

export const compiler = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');

export function unpack(tarball: string, to: string): void {
  mkdirSync(to, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', to, '--strip-components=1']);
}
