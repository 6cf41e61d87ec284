/** The package as its users get it: built, packed, and unpacked beside its dependencies. Made once for a test run. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const TOOLKIT = join(ROOT, 'toolkit');
const DEPENDENCIES = ['@jridgewell', '@oxc-parser', '@oxc-project', 'oxc-parser', 'picomatch', 'pprof-format'];

/** A folder with a space and Chinese characters in its path, and `taskscope` in its `node_modules`. */
export function installPacked(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'taskscope 包 '));
  const work = join(folder, 'build');
  cpSync(join(TOOLKIT, 'src'), join(work, 'toolkit', 'src'), { recursive: true });
  for (const file of ['package.json', 'tsconfig.build.json', 'README.md', 'CHANGELOG.md', 'LICENSE']) {
    cpSync(join(TOOLKIT, file), join(work, 'toolkit', file));
  }
  cpSync(join(ROOT, 'tsconfig.json'), join(work, 'tsconfig.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(work, 'node_modules'));
  const compiler = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
    cwd: join(work, 'toolkit'),
    stdio: 'pipe',
  });
  const npm = process.env['npm_execpath'];
  const words = ['pack', '--pack-destination', folder, '--ignore-scripts', '--loglevel=error'];
  if (npm === undefined) execFileSync('npm', words, { cwd: join(work, 'toolkit'), stdio: 'pipe' });
  else execFileSync(process.execPath, [npm, ...words], { cwd: join(work, 'toolkit'), stdio: 'pipe' });
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  execFileSync('tar', ['-xzf', join(folder, 'taskscope-0.1.0.tgz'), '-C', modules]);
  cpSync(join(modules, 'package'), join(modules, 'taskscope'), { recursive: true });
  rmSync(join(modules, 'package'), { recursive: true });
  for (const name of DEPENDENCIES) symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
  rmSync(work, { recursive: true });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
