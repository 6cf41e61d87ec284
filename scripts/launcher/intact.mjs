/** Whether a tarball is what the lock file means. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/**
 * @param {string} path
 * @param {string} integrity `sha512-…`, as in a lock file
 * @returns {Promise<boolean>} false also where there is no such file
 */
export async function isIntact(path, integrity) {
  const [algorithm = '', ...digest] = integrity.split('-');
  // A lock file names nothing weaker; an entry without a digest can't be checked, so nothing is.
  if (algorithm !== 'sha512') return false;
  const hash = createHash(algorithm);
  try {
    await pipeline(createReadStream(path), hash);
  } catch {
    return false;
  }
  return hash.digest('base64') === digest.join('-');
}

/**
 * @param {string} folder of tarballs
 * @param {readonly import('./locked-packages.mjs').LockedPackage[]} packages
 * @returns {Promise<string | null>} the first of those that are there and are not what the lock file means
 */
export async function damagedIn(folder, packages) {
  for (const { name, file, integrity, optional } of packages)
    if (!(optional && !existsSync(join(folder, file))) && !(await isIntact(join(folder, file), integrity))) return name;
  return null;
}
