/** Projects that a framework's own template has made, with our program in place of what it shows. */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './shell.ts';

/** Runs the command of the template, which makes `NAME`, in the folder of the install; puts `programs/INSTALL/NAME` over it. */
export async function fromTemplate(installed: string, install: string, name: string, command: string): Promise<string> {
  const folder = join(installed, name);
  rmSync(folder, { recursive: true, force: true });
  const { status, output } = await run(command, { folder: installed });
  if (status !== 0) throw new Error(`\`${command}\` ended with status ${status}.\n${output}`);
  cpSync(join(import.meta.dirname, 'programs', install, name), folder, { recursive: true });
  return folder;
}
