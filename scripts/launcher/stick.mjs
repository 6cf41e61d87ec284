import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lockedPackages } from './locked-packages.mjs';

/**
 * The folder of packages that `npm run classroom pack` has written, if it is within reach: kept in this repository, beside
 * it, or beside the repository that it was cloned from. Then nobody has to ask the network.
 * @param {string} root
 * @param {string} lock the folder of the lock file that says what is needed
 * @returns {{ folder: string, missing: string | null } | null} `missing`: a package that this repository needs and the folder does not have
 */
export function findStick(root, lock) {
  const wanted = lockedPackages(lock, [`${process.platform}-${process.arch}`]);
  const origin = originOf(root);
  const folders = [
    join(root, '.leaklab', 'packages'),
    join(dirname(root), 'packages'),
    ...(origin === null ? [] : [join(dirname(origin), 'packages')]),
  ];
  const sticks = folders.flatMap((folder) => {
    const has = (/** @type {{ file: string }} */ { file }) => existsSync(join(folder, file));
    // Many a repository has a neighbour of this name: one that holds nothing of ours is none.
    if (!wanted.some(has)) return [];
    return [{ folder, missing: wanted.find((each) => !each.optional && !has(each))?.name ?? null }];
  });
  return sticks.find(({ missing }) => missing === null) ?? sticks[0] ?? null;
}

/**
 * @param {string} root
 * @returns {string | null} the folder that this repository was cloned from, where it is one of this machine
 */
function originOf(root) {
  try {
    const config = readFileSync(join(root, '.git', 'config'), 'utf8');
    const url = /^\[remote "origin"\][^[]*?^\s*url = (.+)$/m.exec(config)?.[1]?.trim().replaceAll('\\\\', '\\');
    if (url === undefined) return null;
    const path = url.startsWith('file://') ? fileURLToPath(url) : url;
    return path.replace(/[\\/]+(\.git)?[\\/]*$/, '');
  } catch {
    return null;
  }
}
