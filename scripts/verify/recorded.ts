/** What a learner is told at each failure, recorded, so that a change of the words is a change of a file. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Verdict } from '../checker/verdict.ts';
import type { Lab } from '../course/course.ts';
import { writeWhole } from '../course/write-file.ts';

export interface Told {
  fact: string;
  where?: string;
  help?: string;
}

export interface OnRecord extends Told {
  /** Helps that are as right, where it is chance which of several mistakes is seen first. Written by hand. */
  also?: string[];
}

export type Recorded = { [subject: string]: OnRecord };

export function readRecorded(lab: Lab): Recorded {
  const file = fileOf(lab);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

export function writeRecorded(lab: Lab, recorded: Recorded): void {
  writeWhole(fileOf(lab), `${JSON.stringify(recorded, null, 2)}\n`);
}

export function isOnRecord({ also = [], ...expected }: OnRecord, seen: Told): boolean {
  const helps = [expected.help, ...also];
  return expected.fact === seen.fact && expected.where === seen.where && helps.includes(seen.help);
}

/** What the verdict tells of its failed fact, with the numbers taken out: they differ from run to run. */
export function told({ facts }: Verdict): Told | null {
  const failed = facts.find(({ state }) => state === 'fail');
  if (failed === undefined) return null;
  const { id: fact, where, help } = failed;
  return {
    fact,
    ...(where === undefined ? {} : { where: where.replace(/^.*\/(?=[^/]+$)/, '') }),
    ...(help === undefined ? {} : { help: withoutChance(help) }),
  };
}

/** Numbers and what the probe draws by chance. */
function withoutChance(help: string): string {
  return help
    .replace(/For example: .*?\. (?=[A-Z])/s, 'For example: ….  ')
    .replace(/For example this one \(.*?\), which (leaks|does not leak): /, 'For example this one (…): ')
    .replace(/the id `[^`]*`/g, 'the id `…`')
    .replace(/The sources answered in the order [a-z, ]+\./, 'The sources answered in the order ….')
    .replace(/\d+(\.\d+)?/g, 'N')
    .replace(/N tasks? (wait|run)s?/g, 'N tasks $1');
}

function fileOf(lab: Lab): string {
  return join(lab.solution, 'verdicts.json');
}
