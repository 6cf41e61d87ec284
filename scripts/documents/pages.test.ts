/** The pages of this repository are in sync. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Lab } from '../course/course.ts';
import { readPages } from './pages.ts';
import { inWords, problemsOf } from './problems.ts';
import { readSurroundings } from './surroundings.ts';
import { experimentNames } from './words/experiment.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const surroundings = readSurroundings(ROOT);
const pages = readPages(ROOT);

test.for(pages.map((page) => [page.path, page] as const))('%s is in sync', ([, page]) => {
  expect(problemsOf(page, surroundings).map(inWords)).toEqual([]);
});

test('the pages are those that people read', () => {
  const paths = pages.map(({ path }) => path);
  for (const path of ['README.md', 'CONTRIBUTING.md', 'docs/en/learn/00-tasks.md', 'labs/01-counting/hints.md'])
    expect(paths).toContain(path);
});

test('each lab has its chapter', () => {
  const without = surroundings.course.filter(({ name }) => !existsSync(join(ROOT, `docs/en/learn/${name}.md`)));
  expect(without.map(({ name }) => `docs/en/learn/${name}.md`)).toEqual([]);
});

test('each experiment is shown on a page', () => {
  const unseen = experimentNames(ROOT).filter(
    (name) => !pages.some(({ text }) => text.includes(`docs experiment ${name}`)),
  );
  expect(unseen).toEqual([]);
});

describe('the table of labs in README.md', () => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const rows = [...readme.matchAll(/^\| (\d+) \| (.*?) \| (.*) \|$/gm)];

  test('has a row for each lab', () => {
    expect(rows.map(([, number]) => Number(number))).toEqual(surroundings.course.map(({ number }) => number));
  });

  test.for(rows.map(([, number, lab, learned]) => [Number(number), lab, learned] as const))(
    'row %i says what is there',
    ([number, lab, learned]) => {
      const there = surroundings.course.find((each) => each.number === number);
      if (there === undefined) expect(lab, 'a lab that is not there is marked').toMatch(/\(coming\)$/);
      else expect([lab, learned], 'change the row in README.md').toEqual(rowOf(there));
    },
  );
});

function rowOf({ title, name, summary }: Lab): [string, string] {
  return [`[${title}](labs/${name}/README.md)`, summary];
}
