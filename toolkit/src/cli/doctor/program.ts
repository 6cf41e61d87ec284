/** Whether a program is tracked: what of it was, what was not, and whether the places that its source maps tell are right. */
import type { Diagnosis, Place } from '../../protocol/diagnosis.ts';
import type { Skipped } from '../../registry/tracking.ts';
import { examineNode } from './examine.ts';
import { type Finding, note, right, wrong } from './finding.ts';

/** Milliseconds for a program that does not end. */
const PATIENCE = 5000;
const SHOWN = 10;

export async function examineProgram(words: readonly string[]): Promise<Finding[]> {
  const { diagnoses, status, errors } = await examineNode(words, PATIENCE);
  // Those that it has started itself have ended before.
  const diagnosis = diagnoses.at(-1);
  const name = words.join(' ');
  const said = saidOf(errors);
  if (diagnosis === undefined) {
    return [
      wrong(
        `\`${name}\` tells nothing: it ended with status ${status}, and said \`${said}\``,
        'start it without taskscope, and mend that first',
      ),
    ];
  }
  return [...programFindings(name, diagnosis), ...endFindings(name, status, said)];
}

/** The line of standard error that tells what went wrong: the error itself, before which Node prints warnings and the source. */
function saidOf(errors: string): string {
  const lines = errors.trim().split('\n');
  return lines.find((line) => /^(Uncaught )?\w*Error\b/.test(line)) ?? lines[0] ?? '';
}

/** Some programs end with a status of their own by intent, so it is told and not judged. */
export function endFindings(name: string, status: number | null, said: string): Finding[] {
  if (status === null || status === 0) return [];
  return [
    note(
      `\`${name}\` ended with status ${status}${said === '' ? '' : `, and said \`${said}\``}`,
      'if it was to go on, start it without taskscope, and mend that first',
    ),
  ];
}

export function programFindings(name: string, diagnosis: Diagnosis): Finding[] {
  const { tracking, tasks, leaks } = diagnosis;
  const files = tracking.files === 1 ? '1 file' : `${tracking.files} files`;
  return [
    tracking.tracking
      ? right(`\`${name}\` is tracked: ${files} with async functions`)
      : wrong(`\`${name}\` is not tracked`, tracking.reason ?? ''),
    ...(tracking.tracking && tracking.files === 0
      ? [
          note(
            'no file with an async function has been loaded by then',
            'look again once it has done some work: `taskscope stats PID`',
          ),
        ]
      : []),
    ...tracking.skipped.slice(0, SHOWN).map(skippedFinding),
    ...mapFindings(diagnosis),
    right(
      `${tasks} tasks are live or leaked by then, ${leaks.reduce((sum, { count }) => sum + count, 0)} proven to be leaked`,
    ),
    ...leaks.map((leak) =>
      note(`${leak.count} leaked: \`${leak.name}\` at ${placeOf(leak)}`, 'see `taskscope leaks PID`'),
    ),
  ];
}

function skippedFinding({ file, line, reason }: Skipped): Finding {
  const what = `\`${line === undefined ? file : `${file}:${line}`}\` is passed over`;
  return note(what, reason);
}

function mapFindings({ mapped, withoutSource, inexact }: Diagnosis): Finding[] {
  if (mapped === 0) return [];
  const [first] = inexact;
  const [missing] = withoutSource;
  return [
    first === undefined
      ? right(`source maps were found: ${mapped} places are those of your own files`)
      : wrong(
          `a source map is not exact: it says ${placeOf(first)}, and there is no \`await\``,
          'build anew; if it stays so, look at what comes last in your build',
        ),
    ...(missing === undefined
      ? []
      : [
          note(
            `a source map tells of ${placeOf(missing)}, and the file is not there`,
            'ship the sources if you want to look at them; the places are right without',
          ),
        ]),
  ];
}

function placeOf({ file, line }: Place): string {
  return `\`${file}:${line}\``;
}
