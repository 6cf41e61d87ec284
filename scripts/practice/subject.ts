import type { Recording } from '../checker/run/recording.ts';
import type { Lab } from '../course/course.ts';
import { digestOf } from '../course/digest.ts';
import type { Progress } from '../course/progress.ts';
import { unpackStarter } from '../course/starter.ts';
import { say } from '../language/say.mjs';
import { KeptRun } from './kept.ts';
import { missingFile } from './missing-file.ts';
import { mayNameTheLine } from './names-the-line.ts';
import { recordFolder } from './record-folder.ts';

/** The code that is run, and the run from before the fix that it is compared with. */
export class Subject {
  readonly before: Recording | null;
  readonly notice: string | null;
  readonly #lab: Lab;
  readonly #folder: string;
  /** One text for the code that is run. */
  readonly digest: string;
  readonly #kept: KeptRun;
  readonly #progress: Progress;

  /** Throws an error that says what to do where a file of the lab is missing. */
  constructor({ root, progress }: { root: string; progress: Progress }, lab: Lab, starter: boolean) {
    const missing = starter ? null : missingFile(lab);
    if (missing !== null) throw new Error(missing);
    this.#lab = lab;
    this.#progress = progress;
    this.#folder = starter ? unpackStarter(root, lab) : lab.folder;
    this.digest = digestOf(this.#folder, lab.files);
    this.#kept = new KeptRun(root, lab.name);
    this.before = this.#kept.before(this.digest);
    this.notice = this.#kept.notice;
  }

  async record(onSample: (recording: Recording) => void, signal: AbortSignal): Promise<Recording> {
    const recording = await recordFolder(
      this.#lab,
      this.#folder,
      onSample,
      signal,
      mayNameTheLine(this.#progress, this.#lab),
    );
    const notKept = this.#kept.offer(this.digest, recording);
    const told = notKept === null ? this.#advice(recording) : [notKept];
    return { ...recording, notes: [...recording.notes, ...told] };
  }

  #advice({ outcome }: Recording): string[] {
    const { number } = this.#lab;
    if (outcome === 'settled' && this.before === null)
      return [say`To see it before the fix: npm run lab ${number} run starter`];
    // Right fixes do so, too.
    if (outcome === 'stuck')
      return [say`Tasks that are started once and kept are no leak; npm run lab ${number} check tells them apart.`];
    return [];
  }
}
