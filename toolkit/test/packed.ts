/** The package as its users get it: built, packed, and unpacked beside the dependencies that it declares. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Outcome, run } from './run.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const TOOLKIT = join(ROOT, 'toolkit');
const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(
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
  unpack(pack(folder), join(modules, 'taskscope'));
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

/** Builds and packs into `folder`; returns the path of the tarball. */
export function pack(folder: string): string {
  const work = join(folder, 'build');
  for (const name of ['src', 'bin']) cpSync(join(TOOLKIT, name), join(work, 'toolkit', name), { recursive: true });
  const files = ['package.json', 'build.mjs', 'tsconfig.build.json', 'tsconfig.commonjs.json'];
  for (const file of [...files, 'README.md', 'CHANGELOG.md', 'LICENSE']) {
    cpSync(join(TOOLKIT, file), join(work, 'toolkit', file));
  }
  cpSync(join(ROOT, 'tsconfig.json'), join(work, 'tsconfig.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(work, 'node_modules'), 'junction');
  const options = { cwd: join(work, 'toolkit'), stdio: 'pipe' } as const;
  execFileSync(process.execPath, ['build.mjs'], options);
  const npm = process.env['npm_execpath'];
  const words = ['pack', '--pack-destination', folder, '--ignore-scripts', '--loglevel=error'];
  if (npm === undefined) execFileSync('npm', words, options);
  else execFileSync(process.execPath, [npm, ...words], options);
  rmSync(work, { recursive: true });
  return join(folder, 'taskscope-0.1.0.tgz');
}

export const compiler = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');

function unpack(tarball: string, to: string): void {
  mkdirSync(to, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', to, '--strip-components=1']);
}
