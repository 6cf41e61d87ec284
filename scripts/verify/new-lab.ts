/** `npm run verify new NN-slug "Title"`: a lab that is whole and judged right, for its author to change step by step. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Lab } from '../course/course.ts';
import { writeWhole } from '../course/write-file.ts';

/** Stands as the tree that it becomes. `.txt` keeps the code in it from being taken for code of this repository. */
const SKELETON = fileURLToPath(new URL('./skeleton/', import.meta.url));
const NAME = /^(\d\d)-([a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/;
/** In the list of labs, beside the summary. */
const TITLE_LENGTH = 40;

/** What was asked for can't be made; the message says what can. */
export class NewLabError extends Error {}

/** Writes the lab's files. Gives their paths, relative to the root. Throws a `NewLabError`, and then nothing is written. */
export function newLab(root: string, course: readonly Lab[], name: string, title: string): string[] {
  const [, number = '', slug = ''] = NAME.exec(name) ?? [];
  if (slug === '')
    throw new NewLabError(
      `\`${name}\` is no name of a lab: two digits and words in lower case, such as \`08-time-outs\`.`,
    );
  if (title.trim() === '' || title.length > TITLE_LENGTH || /[\n{}]/.test(title))
    throw new NewLabError(
      `A lab needs a title of at most ${TITLE_LENGTH} characters: \`npm run verify new ${name} "Time-outs"\`.`,
    );
  const taken = course.find((lab) => lab.number === Number(number) || lab.name.slice(3) === slug);
  if (taken !== undefined)
    throw new NewLabError(`\`${taken.name}\` is there already: take another number, and other words.`);
  const files = skeletonFiles().map((file) => ({
    path: file.replaceAll('NN-slug', name).replace(/\.txt$/, ''),
    text: filled(file, { name, number: String(Number(number)), slug, title: title.trim() }),
  }));
  const there = files.find(({ path }) => existsSync(join(root, path)));
  if (there !== undefined)
    throw new NewLabError(`\`${there.path}\` is there already: move it away, so that nothing is lost.`);
  for (const { path, text } of files) writeWhole(join(root, path), text);
  return files.map(({ path }) => path);
}

/** What its author does then. */
export function nextSteps(name: string): string {
  const slug = name.slice(3);
  return `
A lab that is whole, and small. Next:
  npm run verify ${name} record
  npm run docs record ${slug}-check ${slug}-passed
  npm run docs translated labs/${name}/README.zh-CN.md labs/${name}/hints.zh-CN.md
  git add . && git commit         starters are judged as committed
Then change it step by step; \`npm test unit\` says what a lab still lacks.`;
}

function skeletonFiles(): string[] {
  return globSync('**/*.*', { cwd: SKELETON })
    .map((path) => path.split(sep).join('/'))
    .sort();
}

function filled(file: string, words: { [word: string]: string }): string {
  const text = readFileSync(join(SKELETON, file), 'utf8');
  // In JSON a title may hold quotation marks.
  const written = (word: string): string => (file.endsWith('.json') ? JSON.stringify(word).slice(1, -1) : word);
  return text.replaceAll(/\{\{(\w+)\}\}/g, (all, word: string) => written(words[word] ?? all));
}
