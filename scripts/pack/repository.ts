/** The repository as a folder of its own, which can be copied and cloned. */
import { execFile } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { PackError } from './error.ts';

const run = promisify(execFile);

/** As committed: nobody gets the solutions of who packs. Nothing in it says where it came from. Throws where there is no git. */
export async function packRepository(root: string, target: string): Promise<void> {
  if (!existsSync(join(root, '.git')))
    throw new PackError(
      'What goes onto a stick is a clone, and this folder is none: get Leaklab by `git clone` first.',
    );
  rmSync(target, { recursive: true, force: true });
  const settings = ['core.autocrlf=false', 'advice.detachedHead=false'].flatMap((each) => ['-c', each]);
  // In a container the folder often belongs to somebody else; its code runs here anyway.
  const anybody = {
    env: { ...process.env, GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'safe.directory', GIT_CONFIG_VALUE_0: '*' },
  };
  await run('git', ['clone', '--quiet', '--depth=1', ...settings, pathToFileURL(root).href, target], anybody);
  await run('git', ['-C', target, 'remote', 'remove', 'origin'], anybody);
}
