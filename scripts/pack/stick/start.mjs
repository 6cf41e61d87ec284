// @ts-check
/**
 * On a stick, beside `leaklab` and `packages`: started by `start.sh` or `start.cmd` on the Node of the stick. It copies the
 * workshop to the laptop, brings Node where there is none, installs, and opens a terminal there. What is there stays.
 */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';

const stick = import.meta.dirname;
const { lockedPackages } = /** @type {typeof import('../../launcher/locked-packages.mjs')} */ (
  await import(new URL('./leaklab/scripts/launcher/locked-packages.mjs', import.meta.url).href)
);
const windows = process.platform === 'win32';
const target = resolve(process.argv[2] ?? join(homedir(), 'leaklab'));
const inner = join(target, '.leaklab');

process.exitCode = start();

/** @returns {number} */
function start() {
  copyCourse();
  copyPackages();
  const path = hasNode() ? process.env.PATH : `${bringNode()}${delimiter}${process.env.PATH ?? ''}`;
  const options = { cwd: target, env: { ...process.env, PATH: path }, stdio: /** @type {const} */ ('inherit') };
  const { status } = spawnSync(windows ? 'npm.cmd' : 'npm', ['run', '--silent', 'lab', 'list'], {
    ...options,
    shell: windows,
  });
  if (status !== 0) return status ?? 2;
  console.log(`\nReady, in \`${target}\`. The stick can go to the next laptop. Type: npm run lab 1`);
  if (!process.stdin.isTTY) return 0;
  console.log('This terminal is in that folder; `exit` ends it.');
  spawnSync(windows ? 'cmd.exe' : (process.env.SHELL ?? 'sh'), windows ? ['/k'] : [], options);
  return 0;
}

/** A copy that was interrupted is not taken for one. */
function copyCourse() {
  if (existsSync(join(target, 'package.json'))) {
    console.log(`\`${target}\` is there already: its files stay as they are.`);
    return;
  }
  console.log(`Copying the workshop to \`${target}\`.`);
  const half = `${target}.part`;
  rmSync(half, { recursive: true, force: true });
  cpSync(join(stick, 'leaklab'), half, {
    recursive: true,
    filter: (path) => !/[\\/](node_modules|\.leaklab)$/.test(path),
  });
  if (existsSync(target)) cpSync(half, target, { recursive: true });
  else renameSync(half, target);
  rmSync(half, { recursive: true, force: true });
}

/** Those for this laptop: so it needs the stick no more. */
function copyPackages() {
  mkdirSync(join(inner, 'packages'), { recursive: true });
  for (const { file } of lockedPackages(target, [`${process.platform}-${process.arch}`])) {
    const [from, to] = [join(stick, 'packages', file), join(inner, 'packages', file)];
    const size = statSync(from, { throwIfNoEntry: false })?.size;
    if (size !== undefined && statSync(to, { throwIfNoEntry: false })?.size !== size) copyFileSync(from, to);
  }
}

/** Whether this laptop has a Node of its own that can start the launcher, and npm. */
function hasNode() {
  const version = /^v(\d+)/.exec(ask('node'))?.[1];
  return version !== undefined && Number(version) >= 20 && /^\d/.test(ask(windows ? 'npm.cmd' : 'npm'));
}

/** @param {string} command */
function ask(command) {
  return spawnSync(command, ['--version'], { encoding: 'utf8', shell: command.endsWith('.cmd') }).stdout ?? '';
}

/**
 * The Node that runs this, and npm.
 * @returns {string} the folder for `PATH`
 */
function bringNode() {
  const folder = join(inner, 'node');
  const npm = join(folder, 'npm-package');
  mkdirSync(npm, { recursive: true });
  copyFileSync(process.execPath, join(folder, windows ? 'node.exe' : 'node'));
  const tarball = readdirSync(join(stick, 'packages')).find((file) => /^npm-\d/.test(file)) ?? 'npm';
  spawnSync('tar', ['-xzf', join(stick, 'packages', tarball), '-C', npm, '--strip-components=1'], { stdio: 'inherit' });
  for (const name of ['npm', 'npx']) {
    const shell = `#!/bin/sh\nhere=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)\nexec "$here/node" "$here/npm-package/bin/${name}-cli.js" "$@"\n`;
    writeFileSync(join(folder, name), shell);
    chmodSync(join(folder, name), 0o755);
    writeFileSync(join(folder, `${name}.cmd`), `@"%~dp0node.exe" "%~dp0npm-package\\bin\\${name}-cli.js" %*\r\n`);
  }
  console.log(
    `There is no Node 20 or newer on this laptop, so it comes along, in \`${folder}\`. Another time, put that folder in your PATH, or run this again.`,
  );
  return folder;
}
