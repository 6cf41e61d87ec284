/** `npm run docs experiment NAME`: runs a program of `docs/experiments`, tracked, in this terminal. */
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { experimentArguments } from '../recording/programs.ts';
import { type DocsContext, noMore, UsageError } from './context.ts';

export async function experiment({ root }: DocsContext, [name, ...rest]: readonly string[]): Promise<number> {
  noMore('experiment', rest);
  const names = experimentNames(root);
  if (name === undefined || !names.includes(name)) {
    const all = names.map((each) => `\`${each}\``).join(', ');
    throw new UsageError(
      name === undefined
        ? `Which experiment? There are: ${all}`
        : `There is no experiment \`${name}\`. There are: ${all}`,
    );
  }
  const child = spawn(process.execPath, experimentArguments(root, name), { cwd: root, stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (status) => resolve(status ?? 1));
  });
}

export function experimentNames(root: string): string[] {
  return globSync('*.ts', { cwd: join(root, 'docs', 'experiments') })
    .map((file) => basename(file, '.ts'))
    .sort();
}
