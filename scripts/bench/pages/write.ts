/** Makes the pages anew from what was measured last. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { writeWhole } from '../../course/write-file.ts';
import { measures } from '../measures.ts';
import { comparisonPage } from './comparison.ts';
import { numbersPage, pictures } from './numbers.ts';
import { withQuotes } from './quotes.ts';
import { readMeasured, readStored } from './store.ts';

const NUMBERS = 'docs/en/maintain/numbers.md';
const COMPARISON = 'docs/en/toolkit/leak-tests-compared.md';
const COMPARISON_IN_CHINESE = 'docs/zh-CN/toolkit/leak-tests-compared.md';
const HANDLERS = 'scripts/bench/comparison/project/handlers.ts';

/** Paths, relative to the root, with what should be in them. Where something was never measured, it throws. */
export function pagesOf(root: string): { [path: string]: string } {
  const [numbers, growth] = [readStored(root, 'numbers'), readStored(root, 'growth')];
  const comparison = readStored(root, 'comparison');
  const handlers = readFileSync(join(root, HANDLERS), 'utf8');
  const code = (name: string): string => region(handlers, name);
  const quoting = globSync(['*.md', 'docs/**/*.md', 'toolkit/*.md'], { cwd: root })
    .map((path) => path.split(sep).join('/'))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
    .filter(({ text }) => text.includes('<!-- number: '));
  return {
    ...Object.fromEntries(
      quoting.map(({ path, text }) => [path, withQuotes(text, measures, numbers.readings)] as const),
    ),
    [NUMBERS]: numbersPage(measures, numbers, growth, readMeasured(root, 'classroom')),
    [COMPARISON]: comparisonPage('en', comparison, code),
    [COMPARISON_IN_CHINESE]: markOf(root, COMPARISON_IN_CHINESE) + comparisonPage('zh-CN', comparison, code),
    ...Object.fromEntries(
      Object.entries(pictures(growth)).map(([name, svg]) => [`docs/pictures/${name}`, svg] as const),
    ),
  };
}

/** Returns the paths. */
export function writePages(root: string): string[] {
  const pages = pagesOf(root);
  for (const [path, text] of Object.entries(pages)) writeWhole(join(root, path), text);
  return Object.keys(pages);
}

/** Of what a translation says it was made from: `npm run docs translated` writes it, once somebody has looked. */
function markOf(root: string, path: string): string {
  const file = join(root, path);
  return existsSync(file) ? (/^<!-- translated from .*\n/.exec(readFileSync(file, 'utf8'))?.[0] ?? '') : '';
}

function region(source: string, name: string): string {
  const found = new RegExp(`// #region ${name}\\n([\\s\\S]*?)\\n// #endregion`).exec(source)?.[1];
  if (found === undefined) throw new Error(`There is no \`// #region ${name}\` in \`${HANDLERS}\`.`);
  return found;
}
