/** Whether a tarball is what the lock file means. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** `integrity`: `sha512-…`, as in a lock file. False also where there is no such file. */
export async function isIntact(path: string, integrity: string): Promise<boolean> {
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
