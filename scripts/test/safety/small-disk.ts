/** A disk of a few hundred KB that a test can fill, and empty again. It needs root, on Linux. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const canMount = process.platform === 'linux' && process.getuid?.() === 0;

/** One takes what it is given by pages, the other by blocks. */
export const KINDS = ['tmpfs', 'ext4'] as const;
const KILOBYTES = 400;

export class SmallDisk {
  readonly folder: string;
  readonly #parent = mkdtempSync(join(tmpdir(), 'leaklab-disk-'));
  readonly #filler: string;

  constructor(kind: (typeof KINDS)[number]) {
    this.folder = join(this.#parent, 'disk');
    this.#filler = join(this.folder, 'filler');
    mkdirSync(this.folder);
    if (kind === 'tmpfs') run('mount', '-t', 'tmpfs', '-o', `size=${KILOBYTES}k`, 'tmpfs', this.folder);
    else {
      const image = join(this.#parent, 'image');
      writeFileSync(image, '');
      truncateSync(image, KILOBYTES * 1024);
      // Without blocks that only root may use: root is who tries it here.
      run('mkfs.ext4', '-q', '-m', '0', image);
      run('mount', '-o', 'loop', image, this.folder);
    }
  }

  /** Somebody else takes all but so many bytes; as near as the disk counts them, and what it needs for that itself. */
  fill(free: number): void {
    const { bavail, bsize } = statfsSync(this.folder);
    try {
      writeFileSync(this.#filler, Buffer.alloc(Math.max(0, bavail * bsize - free)));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    }
  }

  empty(): void {
    rmSync(this.#filler, { force: true });
  }

  close(): void {
    run('umount', '-l', this.folder);
    rmSync(this.#parent, { recursive: true, force: true });
  }
}

function run(command: string, ...words: string[]): void {
  execFileSync(command, words, { stdio: ['ignore', 'ignore', 'pipe'] });
}
