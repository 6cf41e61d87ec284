/** The tarballs of the packages, by npm: from the registry, through the proxy, with the rights that it is configured with. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isIntact } from '../launcher/intact.mjs';
import type { LockedPackage } from '../launcher/locked-packages.mjs';
import { npmCommand } from '../launcher/npm-command.mjs';
import { PackError } from './error.ts';

/** npm starts slowly, and a batch that is interrupted begins anew. */
const BATCH = 12;

/** Those that are not in the folder yet, whole. */
export async function missingPackages(folder: string, wanted: readonly LockedPackage[]): Promise<LockedPackage[]> {
  const missing: LockedPackage[] = [];
  for (const each of wanted) if (!(await isIntact(join(folder, each.file), each.integrity))) missing.push(each);
  return missing;
}

/**
 * Fetches what is missing. A tarball gets its name in the folder only once it was compared with the lock file, so that an
 * interruption costs one batch. Throws an error that says what to do.
 */
export async function fetchPackages(
  folder: string,
  missing: readonly LockedPackage[],
  { signal, onProgress }: { signal: AbortSignal; onProgress(done: number): void },
): Promise<void> {
  const part = join(folder, 'part');
  mkdirSync(part, { recursive: true });
  try {
    for (let start = 0; start < missing.length; start += BATCH) {
      const batch = missing.slice(start, start + BATCH);
      await npmPack(part, batch, signal);
      for (const each of batch) await takeOver(part, folder, each);
      onProgress(start + batch.length);
    }
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
}

/** Tarballs that no lock file asks for any more. */
export function removeStrays(folder: string, wanted: readonly LockedPackage[]): void {
  const files = new Set(wanted.map(({ file }) => file));
  for (const name of readdirSync(folder))
    if (name.endsWith('.tgz') && !files.has(name)) rmSync(join(folder, name), { force: true });
}

export function bytesIn(folder: string, packages: readonly LockedPackage[]): number {
  return packages.reduce(
    (sum, { file }) => sum + (statSync(join(folder, file), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}

async function takeOver(
  part: string,
  folder: string,
  { name, version, integrity, file }: LockedPackage,
): Promise<void> {
  const fetched = join(part, file);
  if (!existsSync(fetched))
    throw new PackError(`npm has fetched \`${name}@${version}\` under another name than \`${file}\`.`);
  if (!(await isIntact(fetched, integrity)))
    throw new PackError(
      `\`${name}@${version}\` is not what the lock file says: the registry gave something else, or the way to it changes what passes. Nothing of it was kept. Try again from another network.`,
    );
  renameSync(fetched, join(folder, file));
}

function npmPack(folder: string, batch: readonly LockedPackage[], signal: AbortSignal): Promise<void> {
  const specs = batch.map(({ name, version }) => `${name}@${version}`);
  const { command, words, shell } = npmCommand([
    'pack',
    '--silent',
    '--ignore-scripts',
    '--pack-destination=.',
    ...specs,
  ]);
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, { cwd: folder, shell, stdio: ['ignore', 'ignore', 'pipe'], signal });
    let said = '';
    child.stderr.on('data', (data: Buffer) => {
      said += data.toString('utf8');
    });
    child.on('error', reject);
    child.on('close', (status) => {
      if (status === 0) resolve();
      else
        reject(
          new PackError(
            `npm could not fetch all of ${specs.map((spec) => `\`${spec}\``).join(', ')} (status ${status}). ` +
              `Connect, and run the command again: it goes on from here.${said === '' ? '' : `\n${said.trim()}`}`,
          ),
        );
    });
  });
}
