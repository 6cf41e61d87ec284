/** What the words on the command line mean. */
import type { Lab } from '../course/course.ts';
import { findLab } from '../course/find-lab.ts';
import { nearest } from '../course/nearest.ts';
import { UsageError } from './context.ts';

/** Each with the words that may follow it. */
const LAB_COMMANDS = {
  check: ['json'],
  run: ['json', 'starter', 'picture'],
  hint: [],
  diff: [],
  solution: ['show'],
  reset: [],
  restore: [],
  start: [],
} satisfies { [command: string]: readonly string[] };
const COURSE_COMMANDS = ['list', 'next', 'doctor', 'help', 'leave'] as const;

export type LabCommand = keyof typeof LAB_COMMANDS;

export type Request =
  | { command: 'resume' | (typeof COURSE_COMMANDS)[number] }
  | { command: 'join'; words: string[] }
  | { command: 'watch'; lab: Lab }
  | { command: LabCommand; lab: Lab; rest: string[] };

export const HELP = `npm run lab              go on where you stopped
npm run lab 2            lab 2: on every save, the verdict
npm run lab list         all labs, and what is done
npm run lab next         the next lab that is not passed
npm run lab doctor       is this machine ready, and what to do where it is not

npm run lab 2 check      judge once; \`check json\`: the verdict as JSON
npm run lab 2 run        see it happen: the task count under load, drawn live
npm run lab 2 start      start its service, to try it by hand
npm run lab 2 hint       the next of three hints
npm run lab 2 diff       your code beside the solution
npm run lab 2 solution   the solution, after a pass; \`solution show\`: now
npm run lab 2 reset      back to the start; your files are kept
npm run lab 2 restore    and back again

npm run lab join ADDRESS CODE   join the classroom of an instructor
npm run lab leave               leave it; what it has of you is deleted

Without a number these are about the lab that was open last. A lab goes by its
number or its name.`;

/** `current` is the lab that was open last: a command without a lab is about that one. Throws a `UsageError` that names what comes nearest. */
export function understand(course: readonly Lab[], typed: readonly string[], current: Lab | null = null): Request {
  // Who writes `-- --json` means `json`.
  const words = typed.map((word) => word.replace(/^--?(?=\w)/, ''));
  const [first, second, ...rest] = words;
  if (first === undefined) return { command: 'resume' };
  const general = COURSE_COMMANDS.find((command) => command === first);
  if (general !== undefined) {
    if (second !== undefined) throw new UsageError(`\`${general}\` does not know \`${second}\`.`);
    return { command: general };
  }
  // An address, a code, a name: as they were typed.
  if (first === 'join') return { command: 'join', words: typed.slice(1) };
  if (isLabCommand(first) && current !== null) return labRequest(current, first, words.slice(1));
  const lab = findLab(course, first);
  if (Array.isArray(lab)) {
    const near = [...lab, ...nearest(first, [...COURSE_COMMANDS, 'join', ...Object.keys(LAB_COMMANDS)])];
    const all = `The labs: ${course.map(({ name }) => name).join(', ')}. All commands: npm run lab help`;
    throw new UsageError(unknown('lab or command', first, near, all));
  }
  if (second === undefined) return { command: 'watch', lab };
  if (isLabCommand(second)) return labRequest(lab, second, rest);
  const commands = Object.keys(LAB_COMMANDS);
  throw new UsageError(unknown('command', second, nearest(second, commands), `The commands: ${commands.join(', ')}.`));
}

/**
 * npm keeps flags for itself: of `npm run lab 2 --json` only `2` arrives, and `npm_config_json` in the environment tells.
 * Returns what to type instead; null where no flag was meant for us.
 */
export function swallowedByNpm(words: readonly string[], environment: NodeJS.ProcessEnv): string | null {
  const ours = new Set([...COURSE_COMMANDS, ...Object.entries(LAB_COMMANDS).flat(2)]);
  const flag = [...ours].find((word) => environment[`npm_config_${word}`] === 'true' && !words.includes(word));
  if (flag === undefined) return null;
  const missing = flag === 'json' && !words.includes('check') ? ['check'] : [];
  return `npm keeps \`--${flag}\` for itself. Write it without dashes: npm run lab ${[...words, ...missing, flag].join(' ')}`;
}

function labRequest(lab: Lab, command: LabCommand, rest: string[]): Request {
  const allowed: readonly string[] = LAB_COMMANDS[command];
  const extra = rest.find((word) => !allowed.includes(word));
  if (extra !== undefined) throw new UsageError(`\`${command}\` does not know \`${extra}\`.`);
  return { command, lab, rest };
}

function isLabCommand(word: string): word is LabCommand {
  return Object.hasOwn(LAB_COMMANDS, word);
}

function unknown(what: string, word: string, near: readonly string[], all: string): string {
  const meant = near.slice(0, 3).map((name) => `\`${name}\``);
  return `There is no ${what} \`${word}\`. ${meant.length === 0 ? all : `Did you mean ${meant.join(' or ')}?`}`;
}
