/** What `npx taskscope doctor` says in the project of a row. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { versionsOf } from './install.ts';
import { ROWS, type RowName } from './rows.ts';
import { run } from './shell.ts';

/** In each of them. */
const MACHINE = [
  /^✓ ok {4}Node v26\./,
  /^✓ ok {4}register is active, and its parser is there$/,
  /^✓ ok {4}transformed files are kept in /,
  /^✓ ok {4}a leak that was planted was found, proven, at its line$/,
];

/**
 * That it is ready, and says of the project `told`, in this order, and nothing else. `scripts` are those that it has beside its
 * own; what the row names is what it uses.
 */
export async function expectDoctor(
  folder: string,
  row: RowName,
  scripts: Record<string, string>,
  told: readonly string[],
): Promise<void> {
  const file = join(folder, 'package.json');
  const manifest = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const { install, packages } = ROWS[row];
  const versions = versionsOf(install);
  const used = Object.fromEntries(packages.map((name) => [name, versions[name]]));
  const project = {
    ...manifest,
    scripts: { ...manifest.scripts, ...scripts },
    devDependencies: { ...manifest.devDependencies, ...used },
  };
  writeFileSync(file, JSON.stringify(project));
  const { status, output } = await run('taskscope doctor', { folder });
  const lines = output.split('\n').filter((line) => /^(✓ ok|✗ no|· note) /.test(line));
  expect(lines.length, output).toBe(MACHINE.length + told.length);
  for (const [index, line] of MACHINE.entries()) expect(lines[index]).toMatch(line);
  expect(lines.slice(MACHINE.length)).toEqual(told);
  expect(status).toBe(0);
}

/** What it says of a script that is the command of the row. */
export const HAS_REGISTER = '✓ ok    `npm run start` has register, and first';
