import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} LockedPackage
 * @property {string} name
 * @property {string} version
 * @property {string} integrity of its tarball, as the lock file has it: `sha512-…`
 * @property {boolean} optional npm can do without it
 * @property {string} file what its tarball is called in a folder of packages, as `npm pack` calls it
 */

/**
 * What the lock file asks for on one of these platforms (`linux-x64`, `win32-x64`, …), each package once. All Linuxes of
 * the workshop have glibc: the pinned Node needs it.
 * @param {string} root
 * @param {readonly string[]} platforms
 * @returns {LockedPackage[]} throws where there is no lock file that can be read
 */
export function lockedPackages(root, platforms) {
  /** @type {{ packages: { [path: string]: Entry } }} */
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  /** @type {Map<string, LockedPackage>} */
  const found = new Map();
  for (const [path, entry] of Object.entries(packages)) {
    const { version, integrity = '', link, libc } = entry;
    if (!path.includes('node_modules/') || link || version === undefined) continue;
    if (libc !== undefined && !list(libc).includes('glibc')) continue;
    if (!platforms.some((platform) => runsOn(entry, platform))) continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const optional = entry.optional === true || entry.devOptional === true;
    found.set(`${name}@${version}`, { name, version, integrity, optional, file: tarballName(name, version) });
  }
  return [...found.values()];
}

/**
 * @param {string} name
 * @param {string} version
 */
export function tarballName(name, version) {
  return `${name.replace(/^@/, '').replace('/', '-')}-${version}.tgz`;
}

/**
 * @param {Entry} entry
 * @param {string} platform
 */
function runsOn({ os, cpu }, platform) {
  const [system = '', processor = ''] = platform.split('-');
  return fits(os, system) && fits(cpu, processor);
}

/**
 * As npm reads `os` and `cpu`: one or several, `!` before one that is not meant.
 * @param {string | string[] | undefined} wanted
 * @param {string} value
 */
function fits(wanted, value) {
  if (wanted === undefined) return true;
  const all = list(wanted);
  return all.includes(value) || (all.every((each) => each.startsWith('!')) && !all.includes(`!${value}`));
}

/** @param {string | string[]} value */
function list(value) {
  return Array.isArray(value) ? value : [value];
}

/**
 * @typedef {object} Entry
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {boolean} [optional]
 * @property {boolean} [devOptional]
 * @property {boolean} [link]
 * @property {string | string[]} [os]
 * @property {string | string[]} [cpu]
 * @property {string | string[]} [libc]
 */
