/**
 * Stands in for npm where a test is about the launcher: it does what `npm ci` leaves behind, for the fixture's packages.
 * `FAKE_NPM` says how: `fails`, `hangs` (until a signal ends it), `forgets` (a package); `FAKE_NPM_LINKS` what else is
 * there afterwards, as lines `path=target`. Each run adds a line to `npm.log`.
 */
import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const how = process.env.FAKE_NPM;
appendFileSync('npm.log', `${process.argv.slice(2).join(' ')}\n`);
if (how === 'fails') {
  console.error('npm error code ENOTFOUND');
  process.exit(1);
}
if (how === 'hangs') {
  setInterval(() => {}, 1000);
} else {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  if (how === 'forgets') delete packages['node_modules/one'];
  rmSync('node_modules', { recursive: true, force: true });
  for (const path of Object.keys(packages).filter((path) => path !== '')) {
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'package.json'), '{}');
  }
  for (const link of (process.env.FAKE_NPM_LINKS ?? '').split('\n').filter((link) => link !== '')) {
    const [path, target] = link.split('=');
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(target, path);
  }
  cpSync('package-lock.json', 'node_modules/.package-lock.json');
  if (how === 'forgets') writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages }));
}
