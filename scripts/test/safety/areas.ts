/**
 * The areas that are attacked: each is a file `*.safety.test.ts`, whose first comment says what is promised there.
 *
 *   /**
 *    * @area Files
 *    * @promised A file is written whole, or the old one stays, and the command says so.
 *    * @trusted The disk with nothing; the learner with the own folder.
 *    *\/
 */
import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

export interface Area {
  /** Relative to the root, with forward slashes. */
  file: string;
  area: string;
  promised: string;
  /** Who, and with what. */
  trusted: string;
}

const PATTERNS = ['toolkit/test/**/*.safety.test.ts', 'scripts/**/*.safety.test.ts'];
const TAGS = ['area', 'promised', 'trusted'] as const;

/** By name. Throws an error that names the file whose comment lacks something. */
export function readAreas(root: string): Area[] {
  return globSync(PATTERNS, { cwd: root, exclude: (name) => name.includes('node_modules') })
    .map((path) => path.split(sep).join('/'))
    .map((file) => areaOf(file, readFileSync(join(root, file), 'utf8')))
    .sort((one, other) => one.area.localeCompare(other.area, 'en'));
}

export function areaOf(file: string, text: string): Area {
  const [comment = ''] = /^\/\*\*[\s\S]*?\*\//.exec(text) ?? [];
  const [area, promised, trusted] = TAGS.map((tag) => tagged(comment, tag));
  if (!area || !promised || !trusted)
    throw new Error(`\`${file}\` has to begin with a comment that has ${TAGS.map((tag) => `\`@${tag}\``).join(', ')}.`);
  return { file, area, promised, trusted };
}

/** What follows a tag, over several lines, up to the next one or the end of the comment. */
function tagged(comment: string, tag: string): string {
  const [, text = ''] = new RegExp(`^ \\* @${tag} ([\\s\\S]*?)(?=\\n \\* @|\\n \\*/)`, 'm').exec(comment) ?? [];
  return text.replace(/\n \*\s*/g, ' ').trim();
}
