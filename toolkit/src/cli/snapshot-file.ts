/** Reading a file that is said to be a heap snapshot. */
import { createReadStream, type Stats, statSync } from 'node:fs';
import { readSnapshot, SnapshotError, type Suspended, suspendedTasks } from '../snapshot/index.ts';
import { TargetError } from './target.ts';

/** Bytes beyond which somebody should have thought of the memory that it takes. */
const LIMIT = 2 ** 30;
const PIECE = 2 ** 20;

/** Throws a `TargetError` for what can't be read. `force`: however large it is. */
export async function readSuspended(file: string, { force }: { force: boolean }): Promise<Suspended> {
  const { size } = regularFile(file);
  if (size > LIMIT && !force) {
    const gigabytes = (size / 2 ** 30).toFixed(1);
    throw new TargetError(
      `\`${file}\` has ${gigabytes} GB: to read it takes about ${gigabytes} GB of memory. Say \`--force\` where there is that much.`,
    );
  }
  try {
    return await suspendedTasks(await readSnapshot(createReadStream(file, { highWaterMark: PIECE })));
  } catch (error) {
    if (error instanceof SnapshotError) throw new TargetError(`\`${file}\` can't be read: ${error.message}`);
    if (error instanceof Error && 'code' in error) throw new TargetError(`\`${file}\` can't be read: ${error.message}`);
    throw error;
  }
}

function regularFile(file: string): Stats {
  const stats = statsOf(file);
  if (stats === undefined) throw new TargetError(`There is no file \`${file}\`: name a \`.heapsnapshot\`.`);
  if (stats.isDirectory()) throw new TargetError(`\`${file}\` is a folder: name a \`.heapsnapshot\` in it.`);
  if (!stats.isFile()) {
    throw new TargetError(`\`${file}\` is a pipe or a device: write what comes out of it to a file, and name that.`);
  }
  return stats;
}

function statsOf(file: string): Stats | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch (error) {
    throw new TargetError(`\`${file}\` can't be read: ${error instanceof Error ? error.message : error}`);
  }
}
