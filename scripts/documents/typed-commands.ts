/** Commands that a page tells its reader to type: each has to exist. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** What a reader has, or is told to install; the first word of a line in an `sh` block. */
const PROGRAMS = ['npm', 'npx', 'node', 'git', 'curl', 'cd', 'cp', 'go', 'docker', 'kill'];
/** Variables that stand before a command, for it alone. */
const ENVIRONMENT = /^([A-Z_]+=("[^"]*"|\S*)\s+)+/;
/** Words that npm knows by itself. */
const BUILT_IN = ['ci', 'install', 'ls', 'version', 'pack'];

export interface Commands {
  /** `package.json`: name to command. */
  scripts: { [name: string]: string };
  root: string;
  /** What the lab command says of words that it does not know; null where it knows them. */
  labProblem(words: string[]): string | null;
}

/** What is wrong with a line of an `sh` block. */
export function lineProblem(commands: Commands, line: string): string | null {
  const [program = ''] = withoutComment(line).replace(ENVIRONMENT, '').split(/\s+/);
  if (program === '') return null;
  if (!PROGRAMS.includes(program))
    return `\`${program}\` is no program that a reader has: a block of commands holds commands only, an output needs a marker`;
  return npmProblem(commands, line);
}

/** What is wrong with the `npm …` in a text, if there is one. */
export function npmProblem({ scripts, root, labProblem }: Commands, text: string): string | null {
  const [, words = ''] = /\bnpm ((?:run )?[a-z][\w:-]*(?: [\w.:=-]+)*)/.exec(withoutComment(text)) ?? [];
  const [first = '', ...rest] = words.split(' ');
  if (first === '' || BUILT_IN.includes(first)) return null;
  const [name = '', ...given] = first === 'run' ? rest : [first, ...rest];
  const script = scripts[name];
  if (script === undefined) return `there is no script \`${name}\` in \`package.json\``;
  const entry = /\bscripts\/\S+\.ts/.exec(script)?.[0];
  if (entry !== undefined && !existsSync(join(root, entry)))
    return `\`npm run ${name}\` starts \`${entry}\`, which is not there`;
  if (name !== 'lab') return null;
  // `N` stands for any lab.
  return labProblem(given.map((word) => (/^N+$/.test(word) ? '1' : word)));
}

function withoutComment(line: string): string {
  return line.replace(/(^|\s)#.*$/, '').trim();
}
