/** What the words on the command line mean. */
import type { Lab } from '../course/course.ts';
import { findLab } from '../course/find-lab.ts';
import { nearest } from '../course/nearest.ts';
import { say, sentences } from '../language/say.mjs';
import { UsageError } from './context.ts';

/** Each with the words that may follow it. */
const LAB_COMMANDS = {
  check: ['json'],
  run: ['json', 'starter', 'picture'],
  hint: [],
  diff: ['show'],
  solution: ['show'],
  reset: [],
  restore: [],
  start: [],
} satisfies { [command: string]: readonly string[] };
const PLAIN_COMMANDS = ['list', 'next', 'doctor', 'help', 'leave'] as const;
/** Takes a word: which language. */
const LANG = 'lang';
/** Takes a lab, and `now`. */
const CATCH_UP = 'catch-up';
/** Takes an address, a code, a name. */
const JOIN = 'join';
const COURSE_COMMANDS = [...PLAIN_COMMANDS, LANG, CATCH_UP, JOIN] as const;

export type LabCommand = keyof typeof LAB_COMMANDS;

export type Request =
  | { command: 'resume' | (typeof PLAIN_COMMANDS)[number] }
  /** As it was typed; null: none was. */
  | { command: typeof LANG; language: string | null }
  | { command: typeof CATCH_UP; lab: Lab; confirmed: boolean }
  | { command: typeof JOIN; words: string[] }
  | { command: 'watch'; lab: Lab }
  | { command: LabCommand; lab: Lab; rest: string[] };

/** One message for each line: who adds a command adds one. */
export function help(): string {
  const rows = (width: number, lines: readonly (readonly [words: string, what: string])[]): string =>
    lines.map(([words, what]) => `npm run lab ${words.padEnd(width)} ${what}`).join('\n');
  return [
    rows(12, [
      ['', say`go on where you stopped`],
      ['2', say`lab 2: on every save, the verdict`],
      ['list', say`all labs, and what is done`],
      ['next', say`the next lab that is not passed`],
      ['catch-up 4', say`on to lab 4: those before it get the solution`],
      ['doctor', say`is this machine ready, and what to do where it is not`],
      ['lang zh-CN', say`messages in Chinese; \`lang en\`: in English`],
    ]),
    rows(12, [
      ['2 check', say`judge once; \`check json\`: the verdict as JSON`],
      ['2 run', say`see it happen: the task count under load, drawn live`],
      ['2 start', say`start its service, to try it by hand`],
      ['2 hint', say`the next of three hints`],
      ['2 diff', say`your code beside the solution`],
      ['2 solution', say`the solution, after a pass; \`solution show\`: now`],
      ['2 reset', say`back to the start; your files are kept`],
      ['2 restore', say`and back again`],
    ]),
    rows(24, [
      ['join ADDRESS CODE NAME', say`join the classroom of an instructor`],
      ['leave', say`leave it; what it has of you is deleted`],
    ]),
    say`Without a number these are about the lab that was open last. A lab goes by its\nnumber or its name.`,
  ].join('\n\n');
}

/** `current` is the lab that was open last: a command without a lab is about that one. Throws a `UsageError` that names what comes nearest. */
export function understand(course: readonly Lab[], typed: readonly string[], current: Lab | null = null): Request {
  // Who writes `-- --json` means `json`.
  const words = typed.map((word) => word.replace(/^--?(?=\w)/, ''));
  const [first, second, ...rest] = words;
  if (first === undefined) return { command: 'resume' };
  // As they were typed: a name may begin with anything.
  if (first === JOIN) return { command: JOIN, words: typed.slice(1) };
  if (first === LANG) return { command: LANG, language: onlyWord(LANG, words.slice(1)) };
  if (first === CATCH_UP) return catchUpRequest(course, words.slice(1));
  const plain = PLAIN_COMMANDS.find((command) => command === first);
  if (plain !== undefined) {
    if (second !== undefined) throw new UsageError(say`\`${plain}\` does not know \`${second}\`.`);
    return { command: plain };
  }
  if (isLabCommand(first) && current !== null) return labRequest(current, first, words.slice(1));
  const lab = findLab(course, first);
  if (Array.isArray(lab)) {
    const near = [...lab, ...nearest(first, [...COURSE_COMMANDS, ...Object.keys(LAB_COMMANDS)])];
    const all = say`The labs: ${course.map(({ name }) => name).join(', ')}. All commands: npm run lab help`;
    throw new UsageError(sentences(say`There is no lab or command \`${first}\`.`, didYouMean(near, all)));
  }
  if (second === undefined) return { command: 'watch', lab };
  if (isLabCommand(second)) return labRequest(lab, second, rest);
  const commands = Object.keys(LAB_COMMANDS);
  const all = say`The commands: ${commands.join(', ')}.`;
  throw new UsageError(sentences(say`There is no command \`${second}\`.`, didYouMean(nearest(second, commands), all)));
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
  return say`npm keeps \`--${flag}\` for itself. Write it without dashes: npm run lab ${[...words, ...missing, flag].join(' ')}`;
}

function labRequest(lab: Lab, command: LabCommand, rest: string[]): Request {
  const allowed: readonly string[] = LAB_COMMANDS[command];
  const extra = rest.find((word) => !allowed.includes(word));
  if (extra !== undefined) throw new UsageError(say`\`${command}\` does not know \`${extra}\`.`);
  return { command, lab, rest };
}

function onlyWord(command: string, [word, extra]: readonly string[]): string | null {
  if (extra !== undefined) throw new UsageError(say`\`${command}\` does not know \`${extra}\`.`);
  return word ?? null;
}

function catchUpRequest(course: readonly Lab[], [word, now, ...extra]: readonly string[]): Request {
  if (word === undefined) throw new UsageError(say`Catch up with which lab? For instance: npm run lab catch-up 4`);
  const lab = findLab(course, word);
  if (Array.isArray(lab)) {
    const all = say`The labs: ${course.map(({ name }) => name).join(', ')}. All commands: npm run lab help`;
    throw new UsageError(sentences(say`There is no lab \`${word}\`.`, didYouMean(lab, all)));
  }
  const strange = now === undefined || now === 'now' ? extra[0] : now;
  if (strange !== undefined) throw new UsageError(say`\`${CATCH_UP}\` does not know \`${strange}\`.`);
  return { command: CATCH_UP, lab, confirmed: now === 'now' };
}

function isLabCommand(word: string): word is LabCommand {
  return Object.hasOwn(LAB_COMMANDS, word);
}

/** What comes nearest to a mistyped word; where nothing does, all that there is. */
export function didYouMean(near: readonly string[], all: string): string {
  const [first, second, third] = near.map((name) => `\`${name}\``);
  if (first === undefined) return all;
  if (second === undefined) return say`Did you mean ${first}?`;
  return third === undefined
    ? say`Did you mean ${first} or ${second}?`
    : say`Did you mean ${first} or ${second} or ${third}?`;
}
