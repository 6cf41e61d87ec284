import { randomInt } from 'node:crypto';
import { CouldNotJudge } from '../checker/facts.ts';
import { loadChecker } from '../checker/load-checker.ts';
import { record } from '../checker/run/record.ts';
import type { Recording } from '../checker/run/recording.ts';
import type { Lab } from '../course/course.ts';
import { say } from '../language/say.mjs';

/** Runs a lab as its `check.ts` says, from this folder. `namesTheLine`: see `JudgeRequest`. Throws what `record` throws. */
export async function recordFolder(
  lab: Lab,
  folder: string,
  onSample: (recording: Recording) => void,
  signal: AbortSignal,
  namesTheLine = false,
): Promise<Recording> {
  const { run } = await loadChecker(lab.folder);
  if (run === undefined)
    throw new CouldNotJudge(say`\`labs/${lab.name}/check.ts\` has no \`run\`: there is nothing to show.`);
  const request = { lab: lab.name, folder, labFolder: lab.folder, namesTheLine, seed: randomInt(2 ** 31) };
  return record(run, request, onSample, signal);
}
