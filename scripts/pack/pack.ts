/**
 * `npm run classroom pack FOLDER`: one folder for a USB stick, from which the labs work with no network at all.
 *
 *   leaklab/     the repository, as committed
 *   packages/    the tarballs that its lock file names, for five platforms, with the pinned Node; and npm
 *   start.sh, start.cmd, start.mjs, README.txt
 */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statfsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type LockedPackage, lockedPackages } from '../launcher/locked-packages.mjs';
import { PackError } from './error.ts';
import { bytesIn, fetchPackages, missingPackages, removeStrays } from './fetch-packages.ts';
import { NPM } from './npm-package.ts';
import { packRepository } from './repository.ts';

/** Those for which the pinned Node is on the registry. */
export const PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win32-x64'] as const;

/** Bytes. All of it was 540 MB when it was packed last; a file system wants some room for itself. */
const WHOLE = 600e6;
const STICK = fileURLToPath(new URL('./stick/', import.meta.url));
const MARK = 'start.mjs';

export { PackError };

export interface Packing {
  root: string;
  /** Prints a text, and a line end. */
  print(text: string): void;
  signal: AbortSignal;
  /** Left out: all five. */
  platforms?: readonly string[];
}

/** Throws an error that says what to do; what was fetched until then stays, and is not fetched again. */
export async function pack({ root, print, signal, platforms = PLATFORMS }: Packing, folder: string): Promise<void> {
  const target = resolve(root, folder);
  const packages = join(target, 'packages');
  refuseOthers(target, folder);
  mkdirSync(packages, { recursive: true });
  const wanted = wantedPackages(root, platforms);
  print(
    `Leaklab for ${platforms.join(', ')}, to \`${target}\`: ${wanted.length} packages, ${megabytes(WHOLE)} at most.`,
  );
  const missing = await missingPackages(packages, wanted);
  refuseNoRoom(target, missing.length / wanted.length);
  if (missing.length < wanted.length) print(`${wanted.length - missing.length} of them are there already, whole.`);
  await fetchPackages(packages, missing, {
    signal,
    onProgress: (done) =>
      print(progressLine(wanted.length - missing.length + done, wanted.length, bytesIn(packages, wanted))),
  });
  removeStrays(packages, wanted);
  print('Now the repository, as it is committed.');
  await packRepository(root, join(target, 'leaklab'));
  copyStick(target);
  print(
    `Done: ${megabytes(bytesIn(packages, wanted))} of packages, each compared with the lock file, and the repository.\n` +
      'Eject the stick before you pull it out. On a laptop: `sh start.sh`, on Windows `start.cmd`; README.txt on it says more.',
  );
}

/** All that a stick carries, for learners and for who leads a session from another laptop. Throws where the lock file has no digest for one. */
export function wantedPackages(root: string, platforms: readonly string[] = PLATFORMS): LockedPackage[] {
  const folders = [root, join(root, 'scripts', 'classroom')].filter((folder) =>
    existsSync(join(folder, 'package-lock.json')),
  );
  const all = [...folders.flatMap((folder) => lockedPackages(folder, platforms)), NPM];
  const wanted = [...new Map(all.map((each) => [each.file, each])).values()];
  const bare = wanted.find(({ integrity }) => !integrity.startsWith('sha512-'));
  if (bare === undefined) return wanted;
  throw new PackError(
    `\`package-lock.json\` has no digest for \`${bare.name}\`, so nobody could tell what was fetched.`,
  );
}

export function progressLine(done: number, all: number, bytes: number): string {
  const full = Math.round((done / all) * 20);
  return `[${'#'.repeat(full)}${'-'.repeat(20 - full)}] ${done} of ${all} packages, ${megabytes(bytes)}`;
}

/** What is overwritten is a stick of ours, or one that was begun, and nothing else. */
function refuseOthers(target: string, folder: string): void {
  if (!existsSync(target)) return;
  // A file system keeps things of its own at the top of a stick.
  const there = readdirSync(target).filter((name) => !/^(\.|System Volume Information$|lost\+found$)/.test(name));
  if (there.length === 0 || there.includes(MARK) || there.every((name) => name === 'packages')) return;
  throw new PackError(
    `\`${folder}\` holds something else: name a folder that is new or empty, \`${join(folder, 'leaklab')}\` for instance.`,
  );
}

function refuseNoRoom(target: string, share: number): void {
  const { bavail, bsize } = statfsSync(target);
  const needed = WHOLE * share;
  if (bavail * bsize >= needed) return;
  throw new PackError(
    `There is room for ${megabytes(bavail * bsize)} in \`${target}\`, and ${megabytes(needed)} are needed: make room, or take another stick.`,
  );
}

/** Windows reads its script more surely with its own line ends. */
function copyStick(target: string): void {
  for (const name of readdirSync(STICK)) {
    const text = readFileSync(join(STICK, name), 'utf8');
    writeFileSync(join(target, name), /\.(cmd|txt)$/.test(name) ? text.replaceAll('\n', '\r\n') : text);
    if (name.endsWith('.sh')) chmodSync(join(target, name), 0o755);
  }
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
