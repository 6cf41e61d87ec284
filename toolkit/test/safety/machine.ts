/** What the attacks need: another user, which only root can be, and a folder of the test. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** As in `scripts/test/short.ts`: somebody waits for a plain `npm test`, where one of each kind is tried. */
export const isShort = !process.env['CI'];
export const isLinux = process.platform === 'linux';
/** Tests with a second user are not run by others than root, and named; in CI they are. */
export const isRoot = isLinux && process.getuid?.() === 0;
/** `nobody`. */
export const STRANGER = { uid: 65_534, gid: 65_534 };

/** Removed when the test has ended. `mode`: who else may look and write. */
export function makeFolder(mode = 0o755): string {
  const folder = mkdtempSync(join(tmpdir(), 'taskscope-safety-'));
  chmodSync(folder, mode);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
