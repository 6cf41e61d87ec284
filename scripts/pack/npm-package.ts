/** npm itself, for laptops without Node: it is in no lock file, so its version and the digest of its tarball stand here. */
import { type LockedPackage, tarballName } from '../launcher/locked-packages.mjs';

const VERSION = '11.19.1';

export const NPM: LockedPackage = {
  name: 'npm',
  version: VERSION,
  integrity: 'sha512-ztsxKxt/kkIaAs+2i0GU6I+DRmUdrNasxTZKJe9TCdSjKxlhah/4r/hl5ygMD6XAg1qZ9c2TNomR4qgOydp10g==',
  optional: false,
  file: tarballName('npm', VERSION),
};
