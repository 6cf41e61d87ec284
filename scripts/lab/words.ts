/** What the words on the command line mean. */
import type { Lab } from '../course/course.ts';
import { findLab } from '../course/find-lab.ts';
import { nearest } from '../course/nearest.ts';
import { UsageError } from './context.ts';

export const LAB_COMMANDS = ['check', 'run', 'hint', 'diff', 'solution', 'reset', 'restore', 'start'] as const;
const COURSE_COMMANDS = ['list', 'next', 'doctor'] as const;
/** What may follow a command. */
const WORDS: { [C in LabCommand]?: readonly string[] } = {
  check: ['json'],
  run: ['json', 'starter', 'picture'],
  solution: ['show'],
};

export type LabCommand = (typeof LAB_COMMANDS)[number];

export type Request =
  | { command: 'resume' | (typeof COURSE_COMMANDS)[number] }
  | { command: 'watch'; lab: Lab }
  | { command: LabCommand; lab: Lab; rest: string[] };

/** Throws a `UsageError` that names what comes nearest. */
export function understand(course: readonly Lab[], words: readonly string[]): Request {
  const [first, second, ...rest] = words;
  if (first === undefined) return { command: 'resume' };
  const general = COURSE_COMMANDS.find((command) => command === first);
  if (general !== undefined) return { command: general };
  const lab = findLab(course, first);
  if (Array.isArray(lab))
    throw new UsageError(
      unknown(
        'lab or command',
        first,
        [...lab, ...nearest(first, COURSE_COMMANDS)],
        `The labs: ${course.map(({ name }) => name).join(', ')}.`,
      ),
    );
  if (second === undefined) return { command: 'watch', lab };
  const command = LAB_COMMANDS.find((each) => each === second);
  if (command === undefined)
    throw new UsageError(
      unknown('command', second, nearest(second, LAB_COMMANDS), `The commands: ${LAB_COMMANDS.join(', ')}.`),
    );
  const extra = rest.find((word) => !WORDS[command]?.includes(word));
  if (extra !== undefined) throw new UsageError(`\`${command}\` does not know \`${extra}\`.`);
  return { command, lab, rest };
}

function unknown(what: string, word: string, near: readonly string[], all: string): string {
  return `There is no ${what} \`${word}\`. ${near.length === 0 ? all : `Did you mean ${near.map((name) => `\`${name}\``).join(' or ')}?`}`;
}
