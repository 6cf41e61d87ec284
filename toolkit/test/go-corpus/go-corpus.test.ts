/**
 * The leaks of real Go programs, and Go's own tests of its leak profile, written anew: each leaves what its lines say, every
 * time, all of it is proven where nothing holds it, and of the mended forms nothing is left and nothing is blamed. With the
 * packed package, all programs in one process. What was observed is the page in the documents, in both languages.
 */
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { linesOf, type Mark } from '../mark.ts';
import { NODES } from '../nodes.ts';
import { installPacked, type Project } from '../packed.ts';
import { GO, GOBENCH } from './families.ts';
import { programsIn } from './marks.ts';
import { catalogue, type Language, page } from './page.ts';
import type { Observed } from './programs/run.ts';

const PROGRAMS = join(import.meta.dirname, 'programs');
const DOCUMENTS = join(import.meta.dirname, '..', '..', '..', 'docs');
const TIMES = 5;
const files = [...GOBENCH, ...GO].map(({ file }) => file);
const programs = files.flatMap((file) => programsIn(PROGRAMS, file));
const forms = programs.flatMap(({ file, name, forms }) =>
  Array.from(forms, ([form, marks]) => ({ form: `${file}/${name}/${form}`, marks })),
);
const observed = new Map<number, Observed>();

let project: Project;
beforeAll(() => {
  project = installPacked();
  cpSync(PROGRAMS, join(project.folder, 'programs'), { recursive: true });
  writeFileSync(join(project.folder, 'package.json'), '{ "type": "module" }');
});
afterAll(() => project.remove());

test('it has all 68 kernels of GoBench, and 22 programs of Go; each leaks, and no mended form says that it does', () => {
  const of = (families: typeof GO): number =>
    families.flatMap(({ file }) => programs.filter((program) => program.file === file)).length;
  expect([of(GOBENCH), of(GO)]).toEqual([68, 22]);
  for (const { form, marks } of forms) expect(marks.length > 0, form).toBe(!/\/mended/.test(form));
});

describe.each(NODES)('on Node $major', ({ major, path }) => {
  test.skipIf(path === null)(
    'every leak is proven at its line, the counts are right, and nothing healthy is blamed',
    async () => {
      const words = ['--disable-warning=ExperimentalWarning', '--import=taskscope/register', 'programs/run.ts'];
      const marks = forms.flatMap(({ marks }) => marks);
      const proven = TIMES * sum(marks.filter(({ leaked }) => leaked));
      const { status, output, errors } = await project.run(path ?? '', [
        ...words,
        String(TIMES),
        String(proven),
        ...files,
      ]);
      expect(status, errors).toBe(0);
      const result: Observed = JSON.parse(output);
      observed.set(major, result);
      expect(result.left).toEqual(Object.fromEntries(forms.map(({ form, marks }) => [form, TIMES * sum(marks)])));
      expect(linesOf(result.groups)).toEqual(linesOf(marks.map(everyTime)));
      expect(result.counts).toEqual([TIMES * sum(marks), TIMES * sum(marks)]);
      expect(result.blamed).toBe(0);
    },
  );
});

describe('the page says what was observed', () => {
  test('in English', async () => {
    await expect(pageIn('en')).toMatchFileSnapshot(join(DOCUMENTS, 'en', 'toolkit', 'go-corpus.md'));
  });

  test('in Chinese, below the mark of what it was translated from', async () => {
    const path = join(DOCUMENTS, 'zh-CN', 'toolkit', 'go-corpus.md');
    const mark = existsSync(path) ? /^<!-- translated from .*\n/.exec(readFileSync(path, 'utf8'))?.[0] : '';
    await expect((mark ?? '') + pageIn('zh-CN')).toMatchFileSnapshot(path);
  });

  test('and nothing in the catalogue is left over', () => {
    const chinese = pageIn('zh-CN');
    const isSaid = (text: string): boolean => text.split(/\{\w+\}/).every((part) => chinese.includes(part));
    expect(Object.values(catalogue).filter((text) => !isSaid(text))).toEqual([]);
  });
});

function pageIn(language: Language): string {
  const [first] = observed.values();
  if (first === undefined) throw new Error('Nothing was observed: run the whole file, and not a test of it.');
  return page(language, programs, first);
}

function everyTime(mark: Mark): Mark {
  return { ...mark, count: TIMES * mark.count };
}

function sum(marks: readonly Mark[]): number {
  return marks.reduce((total, { count }) => total + count, 0);
}
