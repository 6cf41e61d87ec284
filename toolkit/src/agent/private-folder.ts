/** Folders and files that give access to a process: nobody but their owner may even look at them. */
import { chmodSync, lstatSync, mkdirSync, rmSync, type Stats, writeFileSync } from 'node:fs';
import { AgentAddressError } from '../errors.ts';

/** Makes the folder, or makes sure that the one that is there is ours and no link. Throws an `AgentAddressError`. */
export function ensurePrivateFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    throw new AgentAddressError(`\`${folder}\` can't be made (${reason}): give \`listen\` another \`configDir\`.`);
  }
  const found = lstatSync(folder);
  if (!found.isDirectory()) {
    throw new AgentAddressError(`\`${folder}\` is no folder: remove it, or give \`listen\` another \`configDir\`.`);
  }
  if (!isOurs(found)) {
    throw new AgentAddressError(`\`${folder}\` belongs to another user: give \`listen\` another \`configDir\`.`);
  }
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) chmodSync(folder, 0o700);
}

/** Writes the file anew. A link that stands there is removed, and never followed. */
export function writePrivateFile(file: string, text: string): void {
  rmSync(file, { force: true });
  writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
}

function isOurs({ uid }: Stats): boolean {
  return process.getuid === undefined || uid === process.getuid();
}
