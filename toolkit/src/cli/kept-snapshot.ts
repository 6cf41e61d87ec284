/** A snapshot that is kept while it is read. Only its owner may read the file: it holds all secrets of a program. */
import { type FileHandle, open, rm } from 'node:fs/promises';
import { TargetError } from './target.ts';

export class KeptSnapshot {
  readonly #path: string;
  readonly #file: FileHandle;
  #isWhole = false;

  private constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  /** A file that is there is not overwritten. Throws a `TargetError`. */
  static async create(path: string): Promise<KeptSnapshot> {
    try {
      return new KeptSnapshot(path, await open(path, 'wx', 0o600));
    } catch (error) {
      throw unwritable(path, error);
    }
  }

  /** Gives on what it has written. Throws a `TargetError`. */
  async *copy(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of bytes) {
      await this.#file.appendFile(chunk).catch((error: unknown) => {
        throw unwritable(this.#path, error);
      });
      yield chunk;
    }
    this.#isWhole = true;
  }

  /** A part of a snapshot is of no use, and full of secrets still. */
  async end(): Promise<void> {
    await this.#file.close();
    if (!this.#isWhole) await rm(this.#path, { force: true });
  }
}

function unwritable(path: string, error: unknown): TargetError {
  const reason = error instanceof Error ? error.message : String(error);
  return new TargetError(`\`${path}\` can't be written (${reason}): give \`--snapshot\` the name of a new file.`);
}
