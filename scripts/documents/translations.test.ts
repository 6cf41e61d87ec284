/** What is translated is as new as its original, and what is missing is known. */
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { plant, read } from './fixture.ts';
import type { Surroundings } from './problems.ts';
import { originals, translationOf, translationProblems, untranslated } from './translations.ts';
import type { DocsContext } from './words/context.ts';
import { translated } from './words/translated.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

describe('the translations of this repository', () => {
  test('are as new as their originals', () => {
    expect(translationProblems(ROOT)).toEqual([]);
  });

  test('are there', () => {
    expect(originals(ROOT).length).toBeGreaterThan(15);
    expect(untranslated(ROOT).map(translationOf), 'write these').toEqual([]);
  });
});

describe('in a small repository', () => {
  const contextOf = (root: string): DocsContext & { printed: string[] } => {
    const printed: string[] = [];
    const surroundings: Surroundings = { root, course: [], commands: { root, scripts: {}, labProblem: () => null } };
    return { ...surroundings, printed, print: (text) => printed.push(text) };
  };
  const FILES = { 'README.md': '# A\n', 'docs/en/learn/a.md': '# B\n', 'labs/01-a/hints.md': '## C\n' };

  test('each original has its place', () => {
    const root = plant({ ...FILES, 'docs/en/maintain/a.md': '# For authors\n', 'labs/01-a/README.zh-CN.md': '# 甲\n' });
    expect(untranslated(root).map(translationOf)).toEqual([
      'README.zh-CN.md',
      'docs/zh-CN/learn/a.md',
      'labs/01-a/hints.zh-CN.md',
    ]);
  });

  test('a translation is marked, kept, and out of date once its original is another', async () => {
    const root = plant({ ...FILES, 'docs/zh-CN/learn/a.md': '# 乙\n' });
    expect(translationProblems(root)).toEqual([
      '`docs/zh-CN/learn/a.md` does not say what it was made from: look at both, then run `npm run docs translated docs/zh-CN/learn/a.md`',
    ]);
    expect(await translated(contextOf(root), ['./docs/zh-CN/learn/a.md'])).toBe(0);
    const marked = read(root, 'docs/zh-CN/learn/a.md');
    expect(marked).toMatch(/^<!-- translated from [0-9a-f]{12} -->\n# 乙\n$/);
    expect(translationProblems(root)).toEqual([]);

    const later = plant({ ...FILES, 'docs/en/learn/a.md': '# B, again\n', 'docs/zh-CN/learn/a.md': marked });
    expect(translationProblems(later)).toEqual([expect.stringContaining('is older than `docs/en/learn/a.md`')]);
    await translated(contextOf(later), ['docs/zh-CN/learn/a.md']);
    expect(translationProblems(later)).toEqual([]);
    expect(read(later, 'docs/zh-CN/learn/a.md').match(/translated from/g)).toHaveLength(1);
  });

  test('a number that was measured again makes no translation old', async () => {
    const page = (number: string): string => `# B\n\nA call takes <!-- number: call -->${number}<!-- /number -->.\n`;
    const root = plant({ ...FILES, 'docs/en/learn/a.md': page('55 ns'), 'docs/zh-CN/learn/a.md': '# 乙\n' });
    await translated(contextOf(root), ['docs/zh-CN/learn/a.md']);
    const marked = read(root, 'docs/zh-CN/learn/a.md');
    const later = plant({ ...FILES, 'docs/en/learn/a.md': page('44 ns'), 'docs/zh-CN/learn/a.md': marked });
    expect(translationProblems(later)).toEqual([]);
  });

  test('line ends of Windows change nothing', () => {
    const root = plant({ ...FILES, 'docs/zh-CN/learn/a.md': '<!-- translated from 0 -->\r\n# 乙\r\n' });
    expect(translationProblems(root)).toEqual([expect.stringContaining('is older than')]);
  });

  test('a translation whose original is gone is told', () => {
    const root = plant({ ...FILES, 'docs/zh-CN/learn/b.md': '# 丙\n', 'docs/zh-CN/maintain/terms.md': '# 词\n' });
    expect(translationProblems(root)).toEqual(['`docs/zh-CN/learn/b.md` is a translation of nothing that there is']);
  });

  test('what is no translation is not marked', async () => {
    const root = plant(FILES);
    for (const file of ['README.md', 'docs/zh-CN/learn/a.md', '../x.zh-CN.md'])
      await expect(translated(contextOf(root), [file]), file).rejects.toThrow(`\`${file}\` is no translation`);
    await expect(translated(contextOf(root), [])).rejects.toThrow('Which files?');
  });
});
