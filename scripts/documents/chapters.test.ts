/** Readers find their way: each lab's chapter has the same parts in the same order, and what belongs into each. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readCourse } from '../course/course.ts';
import { parseMarkdown } from './markdown.ts';
import { readSlides } from './slides.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const LEARN = join(ROOT, 'docs', 'en', 'learn');
const PARTS = [
  'The problem',
  'What Go gives, and what Node has',
  'The idea',
  'See it',
  'The trap',
  'What to remember',
  'Test yourself',
  'After you have passed',
  'Read on',
];
const ARTICLE = 'https://www.poloxue.com/posts/2019-06-17-prevent-goroutine-from-leaking-part-2/';
/** What the article refers to. */
const REFERENCES = [
  'https://zhuanlan.zhihu.com/p/74090074',
  'https://medium.com/golangspec/goroutine-leak-400063aef468',
  'https://blog.wolfogre.com/posts/mechanism-of-gops/',
  'https://www.cnblogs.com/snowInPluto/p/7785651.html',
  'https://shockerli.net/post/golang-tool-gops/',
  'https://github.com/Unknwon/the-way-to-go_ZH_CN/blob/master/eBook/13.10.md',
  'https://blog.minio.io/debugging-go-routine-leaks-a1220142d32c',
  'https://www.youtube.com/watch?v=hWo0FEVr92A&feature=youtu.be',
  'https://books.studygolang.com/The-Golang-Standard-Library-by-Example/chapter09/09.6.html',
  'https://github.com/fortytw2/leaktest',
];

/** A choice is folded, and unfolds what is to say of it. */
const ANSWER = /<details>\n<summary>[^<]+<\/summary>\n\n(✓ Right|✗ No)\. [^<]+\n\n<\/details>\n/g;

const read = (name: string): string => readFileSync(join(LEARN, `${name}.md`), 'utf8');
const labs = readCourse(ROOT);

describe.each(labs.map(({ name, number }) => ({ name, number })))('$name', ({ name, number }) => {
  const text = read(name);
  const parts = partsOf(text);
  const part = (title: string): string => parts.get(title) ?? '';

  test('it has all parts, in the order of all chapters', () => {
    expect(text).toMatch(new RegExp(`^# ${number}\\. `));
    expect([...parts.keys()]).toEqual(PARTS);
  });

  test('it leads to its lab', () => {
    expect(parseMarkdown(text).links.map(({ target }) => target)).toContain(`../../../labs/${name}/README.md`);
  });

  test('the idea has one picture', () => {
    expect(parseMarkdown(part('The idea')).images).toHaveLength(1);
  });

  test('what is to be seen was recorded', () => {
    const kinds = parseMarkdown(part('See it')).blocks.map(({ marker }) => marker?.kind);
    expect(kinds).toContain('output');
  });

  test('there are three questions, each with answers to choose from: one is right, and each says why or why not', () => {
    const questions = part('Test yourself')
      .split(/^\*\*(?=\d\. )/m)
      .slice(1);
    expect(questions.map((question) => question[0])).toEqual(['1', '2', '3']);
    for (const question of questions) {
      const answers = Array.from(question.matchAll(ANSWER), ([, mark]) => mark);
      expect(answers.length, question).toBeGreaterThanOrEqual(3);
      expect(
        answers.filter((mark) => mark === '✓ Right'),
        question,
      ).toHaveLength(1);
      expect(question.replaceAll(ANSWER, ''), 'nothing is said unfolded').toMatch(/^[^?]*\?\*\*\s*$/);
    }
  });

  test('what the lab asks for stands on a page of its own, folded: nobody comes across it by accident', () => {
    expect(parseMarkdown(part('After you have passed'))).toMatchObject({
      links: [{ target: `../after/${name}.md` }],
      blocks: [],
    });
    const after = readFileSync(join(LEARN, '..', 'after', `${name}.md`), 'utf8');
    expect(parseMarkdown(after).links.map(({ target }) => target)).toContain(`../learn/${name}.md`);
    expect(parseMarkdown(after).blocks.length).toBeGreaterThan(0);
    expect(parseMarkdown(after.replaceAll(/<details>[\s\S]*?<\/details>/g, '')).blocks).toEqual([]);
  });

  test('the article is credited', () => {
    expect(part('Read on')).toContain('poloxue');
    expect(
      parseMarkdown(part('Read on') + text.slice(text.lastIndexOf('\n['))).links.map(({ target }) => target),
    ).toContain(ARTICLE);
  });

  test('five to nine of its parts are slides', () => {
    const { slides } = readSlides(text);
    expect(slides.length).toBeGreaterThanOrEqual(5);
    expect(slides.length).toBeLessThanOrEqual(9);
    expect(new Set(slides.map(({ title }) => title)).size).toBe(slides.length);
  });
});

test('all that the article refers to is linked, in the chapters and together at their end', () => {
  const names = ['00-tasks', ...labs.map(({ name }) => name)];
  const linked = names.flatMap((name) => parseMarkdown(read(name)).links.map(({ target }) => target));
  const together = parseMarkdown(read('90-preventing-leaks')).links.map(({ target }) => target);
  const wanted = REFERENCES.map((address) => encodeURI(address));
  expect(wanted.filter((address) => !linked.includes(address))).toEqual([]);
  expect(wanted.filter((address) => !together.includes(address))).toEqual([]);
});

test('the README lists all chapters', () => {
  const { links } = parseMarkdown(readFileSync(join(ROOT, 'README.md'), 'utf8'));
  const targets = links.map(({ target }) => target);
  const missing = labs.map(({ name }) => `docs/en/learn/${name}.md`).filter((path) => !targets.includes(path));
  expect(missing, 'name them under `Where to go on`').toEqual([]);
});

/** The text under each heading of the second level, by its words. */
function partsOf(text: string): Map<string, string> {
  const [, ...parts] = text.split(/^## /m);
  return new Map(
    parts.map((part) => {
      const [title = '', ...lines] = part.split('\n');
      return [title, lines.join('\n')] as const;
    }),
  );
}
