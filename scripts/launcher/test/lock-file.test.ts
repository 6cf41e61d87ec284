/** npm once wrote a lock file without the binaries of other platforms, and `npm ci` on those refused it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

interface Entry {
  version?: string;
  integrity?: string;
  resolved?: string;
  link?: boolean;
  optionalDependencies?: { [name: string]: string };
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const LOCK_FILES = ['package-lock.json', 'scripts/classroom/package-lock.json'];

describe.for(LOCK_FILES)('%s', (file) => {
  const { packages }: { packages: { [path: string]: Entry } } = JSON.parse(readFileSync(join(ROOT, file), 'utf8'));

  test('every optional dependency of every package has an entry of its own', () => {
    const wanted = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).map((name) => ({ path, name })),
    );
    // The pinned Node alone is five.
    if (file === 'package-lock.json') expect(wanted.length).toBeGreaterThan(5);
    expect(wanted.filter(({ path, name }) => !resolves(packages, path, name))).toEqual([]);
  });

  test('no entry names a registry: each learner has their own', () => {
    const named = Object.entries(packages).filter(([, { resolved, link }]) => resolved !== undefined && !link);
    expect(named).toEqual([]);
  });

  // npm once left one out, for a package that is there in two versions; without it nobody can tell what a registry gives.
  test('every package that a registry gives has its digest', () => {
    const bare = Object.entries(packages).filter(
      ([path, { integrity, link }]) => path.includes('node_modules/') && !link && !integrity?.startsWith('sha512-'),
    );
    expect(bare.map(([path]) => path)).toEqual([]);
  });
});

/** Whether a package at this path would find one of this name: beside its own packages, or further out. */
function resolves(packages: { [path: string]: Entry }, path: string, name: string): boolean {
  const inner = path === '' ? `node_modules/${name}` : `${path}/node_modules/${name}`;
  if (inner in packages) return true;
  const outer = path.lastIndexOf('node_modules/');
  return path !== '' && resolves(packages, outer <= 0 ? '' : path.slice(0, outer - 1), name);
}
