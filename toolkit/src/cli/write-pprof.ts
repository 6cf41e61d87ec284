/** A profile in the binary form, in a file that somebody has named. */
import { writeFile } from 'node:fs/promises';
import type { Context } from './commands/context.ts';
import { TargetError } from './target.ts';

/** Says where it is. Throws a `TargetError`. */
export async function writePprof(write: Context['write'], file: string, encoded: Uint8Array): Promise<void> {
  try {
    await writeFile(file, encoded);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TargetError(`\`${file}\` can't be written (${reason}): give \`--pprof\` another name.`);
  }
  await write(`Written: \`${file}\`. Look at it with \`go tool pprof ${file}\`.\n`);
}
