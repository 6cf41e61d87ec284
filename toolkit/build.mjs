// Compiles the package into `dist/`: ES modules, and CommonJS of the part that runs under Jest.
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const folder = import.meta.dirname;
const compiler = join(createRequire(import.meta.url).resolve('typescript/package.json'), '..', 'bin', 'tsc');
rmSync(join(folder, 'dist'), { recursive: true, force: true });
for (const project of ['tsconfig.build.json', 'tsconfig.commonjs.json']) {
  execFileSync(process.execPath, [compiler, '-p', project], { cwd: folder, stdio: 'inherit' });
}
writeFileSync(join(folder, 'dist', 'commonjs', 'package.json'), '{ "type": "commonjs" }\n');
