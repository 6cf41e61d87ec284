/** A folder of packages as a stick has it, with two packages of a line each, made by the real npm: nothing is fetched. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanEnvironment, npmCli } from './machine.ts';

export const TINY = ['@tiny/one', 'tiny-two'] as const;

/** Writes the tarballs into the folder. Gives the lock file that asks for them. `scripts`: what their `package.json` says. */
export function makeTinyStick(folder: string, scripts: { [name: string]: string } = {}): string {
  mkdirSync(folder, { recursive: true });
  const sources = TINY.map((name) => {
    const source = join(folder, '..', 'sources', name);
    mkdirSync(source, { recursive: true });
    writeFileSync(join(source, 'package.json'), JSON.stringify({ name, version: '1.0.0', main: 'index.js', scripts }));
    writeFileSync(join(source, 'index.js'), `module.exports = '${name}';\n`);
    return source;
  });
  const words = ['pack', '--silent', '--offline', `--pack-destination=${folder}`, ...sources];
  execFileSync(process.execPath, [npmCli, ...words], { env: cleanEnvironment(), cwd: folder });
  const packages = TINY.map((name) => {
    const tarball = readFileSync(join(folder, `${name.replace('@', '').replace('/', '-')}-1.0.0.tgz`));
    const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
    return [`node_modules/${name}`, { version: '1.0.0', integrity }];
  });
  const dependencies = Object.fromEntries(TINY.map((name) => [name, '1.0.0']));
  return JSON.stringify({
    name: 'tiny',
    version: '1.0.0',
    lockfileVersion: 3,
    requires: true,
    packages: { '': { name: 'tiny', version: '1.0.0', dependencies }, ...Object.fromEntries(packages) },
  });
}
