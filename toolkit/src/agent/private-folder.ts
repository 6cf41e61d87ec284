/** Folders and files that give access to a process: nobody but their owner may even look at them. */
import {
  chmodSync,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import { AgentAddressError } from '../errors.ts';
import { ownUid } from '../protocol/places.ts';

const OTHERS = 0o077;
const WRITABLE_BY_ALL = 0o002;
const WRITABLE_BY_GROUP = 0o020;
/** Nobody can remove or rename what belongs to others in it. */
const STICKY = 0o1000;

/**
 * Makes the folder, or makes sure that the one that is there is ours and no link, and closes it to others: its name is one that
 * only we use. Throws an `AgentAddressError`.
 */
export function ensurePrivateFolder(folder: string): void {
  make(folder, false);
  const found = lstatSync(folder);
  checkFolder(folder, found);
  if (!isOurs(found))
    throw new AgentAddressError(`\`${folder}\` belongs to another user: give \`listen\` another \`configDir\`.`);
  if (process.platform !== 'win32' && (found.mode & OTHERS) !== 0) chmodSync(folder, 0o700);
}

/**
 * Makes a folder that we were told to use, or makes sure that nobody but its owner, us or root, can take away what we put
 * there. One that is there stays as it is: it may be for others as well. Throws an `AgentAddressError`.
 */
export function ensureToldFolder(folder: string): void {
  make(folder, true);
  const found = lstatSync(folder);
  checkFolder(folder, found);
  if (process.platform === 'win32') return;
  if (!isOurs(found) && found.uid !== 0) {
    throw new AgentAddressError(`\`${folder}\` belongs to another user: give \`listen\` another \`configDir\`.`);
  }
  if (isShared(found)) {
    throw new AgentAddressError(
      `\`${folder}\` is shared: whoever can write to it can put something in the place of the agent. Give \`listen\` a \`configDir\` of this user's own, or a folder in this one.`,
    );
  }
}

/**
 * Writes the file anew, in a folder that is not ours alone. A link that stands there is removed, and never followed; a file
 * gives way only where it is of this kind, by `isKind`, and ours. Throws an `AgentAddressError` where it is not.
 */
export function writePrivateFile(file: string, text: string, isKind: (text: string) => boolean): void {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found !== undefined && !found.isSymbolicLink() && !(isOurs(found) && isKind(startOf(file)))) {
    throw new AgentAddressError(`\`${file}\` is somebody's file, and is left alone`);
  }
  rmSync(file, { force: true });
  writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
}

/** The first bytes of the file, as text; empty where it is none, or gone. */
export function startOf(file: string): string {
  let opened: number | undefined;
  try {
    opened = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const bytes = Buffer.alloc(16);
    return fstatSync(opened).isFile() ? bytes.toString('latin1', 0, readSync(opened, bytes)) : '';
  } catch {
    return '';
  } finally {
    if (opened !== undefined) closeSync(opened);
  }
}

function make(folder: string, recursive: boolean): void {
  try {
    mkdirSync(folder, { recursive, mode: 0o700 });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return;
    const reason = error instanceof Error ? error.message : error;
    throw new AgentAddressError(`\`${folder}\` can't be made (${reason}): give \`listen\` another \`configDir\`.`);
  }
}

function checkFolder(folder: string, found: Stats): void {
  if (found.isDirectory()) return;
  throw new AgentAddressError(`\`${folder}\` is no folder: remove it, or give \`listen\` another \`configDir\`.`);
}

/** A group of one's own, which many systems give each user, shares nothing. */
function isShared({ mode, gid }: Stats): boolean {
  const others = mode & WRITABLE_BY_ALL || (mode & WRITABLE_BY_GROUP && gid !== process.getgid?.());
  return others !== 0 && (mode & STICKY) === 0;
}

function isOurs({ uid }: Stats): boolean {
  return ownUid() === null || uid === ownUid();
}
