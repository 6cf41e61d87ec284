/** All that is not in sync on a page. Pure reading: nothing is run, nothing is written. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../course/course.ts';
import { linkProblem } from './links.ts';
import { type Block, parseMarkdown } from './markdown.ts';
import { languageOf, nameOf } from './marker.ts';
import type { Page } from './pages.ts';
import { readSlides } from './slides.ts';
import { acceptedSources, SourceError } from './source.ts';
import { type Commands, lineProblem, npmProblem } from './typed-commands.ts';
import { wrongFixProblems } from './wrong-fixes.ts';

export interface Problem {
  page: string;
  line: number;
  /** What is wrong, and what to do. */
  message: string;
}

export interface Surroundings {
  root: string;
  course: readonly Lab[];
  commands: Commands;
}

const REFRESH = 'run `npm run docs refresh`';
/** Raw HTML that every place shows: folded answers, and comments. The site builds just these. */
const ALLOWED_HTML = /^(<\/?details>|<summary>[^<>]*<\/summary>|<!--.*-->|\s*)$/;
/** What somebody has measured, by its unit. */
const MEASURED = /(?<![\w.])\d[\d.,]*\s?(ns|µs|ms|s|B|kB|MB|GB|%|×)(?!\w)/;
/**
 * A page that a test, the attacks or the bench write as a whole says so in its first line, a translation in its second; its
 * numbers are held by a test of their own.
 */
const MADE_AS_A_WHOLE =
  /^(?:<!-- translated from \w* -->\n)?<!-- Made by (\S+\.test\.ts |`npm (run bench|test safety))/;

export function problemsOf(page: Page, surroundings: Surroundings): Problem[] {
  const { root, commands } = surroundings;
  const markdown = parseMarkdown(page.text);
  const problems: Problem[] = [];
  const tell = (line: number, message: string | null): void => {
    if (message !== null) problems.push({ page: page.path, line, message });
  };
  for (const block of markdown.blocks) {
    if (block.marker !== null) tell(block.start, sourceProblem(block, surroundings));
    else if (block.language === 'sh')
      for (const [offset, line] of block.content.split('\n').entries())
        tell(block.start + 1 + offset, lineProblem(commands, line));
    else
      tell(
        block.start,
        'the block has no source: put `<!-- code: FILE#REGION -->` or `<!-- output: docs/recorded/NAME.txt -->` on the line before, or make it a block of commands (`sh`)',
      );
  }
  for (const { line, marker } of markdown.lonelyMarkers)
    tell(line, `no block follows the marker of \`${nameOf(marker)}\`: ${REFRESH}`);
  for (const { line, target } of markdown.links) tell(line, linkProblem(root, page, markdown, target));
  for (const { line, target, alt } of markdown.images) {
    tell(line, linkProblem(root, page, markdown, target));
    if (alt.trim() === '') tell(line, `the picture \`${target}\` has no text for those who can't see it`);
  }
  for (const { line, text } of markdown.code) tell(line, npmProblem(commands, text) ?? pathProblem(root, text));
  for (const { line, text } of markdown.html) tell(line, htmlProblem(text));
  if (!MADE_AS_A_WHOLE.test(page.text)) for (const { line, text } of markdown.rows) tell(line, numberProblem(text));
  for (const { line, message } of wrongFixProblems(root, page.path, page.text)) tell(line, message);
  for (const { line, message } of readSlides(page.text).problems) tell(line, message);
  return problems;
}

export function inWords({ page, line, message }: Problem): string {
  return `${page}:${line}  ${message}`;
}

function sourceProblem({ marker, content, language }: Block, { root, course }: Surroundings): string | null {
  if (marker === null) return null;
  try {
    const accepted = acceptedSources(root, course, marker);
    if (language === languageOf(marker) && accepted.includes(content)) return null;
    return `the block is not what \`${nameOf(marker)}\` says: ${REFRESH}`;
  } catch (error) {
    if (error instanceof SourceError) return error.message;
    throw error;
  }
}

/** A path of this repository in code marks; one with a placeholder in it stands for many. */
function pathProblem(root: string, text: string): string | null {
  if (!/^(docs|labs|scripts|solutions|toolkit)\/[\w./-]*$/.test(text) || text.includes('NN')) return null;
  return existsSync(join(root, text)) ? null : `there is no \`${text}\``;
}

/** A number that was typed can't be told from one that was measured, and nobody would notice that it is old. */
function numberProblem(row: string): string | null {
  const [number] = MEASURED.exec(row) ?? [];
  return number === undefined
    ? null
    : `\`${number}\` in a table comes from no run: let a program print the table, record it with \`npm run docs record\`, and show that`;
}

function htmlProblem(text: string): string | null {
  const strange = text.split('\n').find((line) => !ALLOWED_HTML.test(line.trim()));
  return strange === undefined
    ? null
    : `\`${strange.trim()}\`: of HTML, pages use only comments, \`details\` and \`summary\``;
}
