/** Which language, and what is said in it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chooseLanguage, languageOf } from '../language.mjs';
import { fileInLanguage, keepOthers, say, sentences, translated, useCatalogue, useLanguage } from '../say.mjs';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'leaklab-'));
});
afterEach(() => {
  useLanguage('en');
  rmSync(root, { recursive: true, force: true });
});

function progress(text: string): void {
  mkdirSync(join(root, '.leaklab'), { recursive: true });
  writeFileSync(join(root, '.leaklab', 'progress.json'), text);
}

describe('the language of a locale', () => {
  test.for([
    ['zh_CN.UTF-8', 'zh-CN'],
    ['zh-Hans', 'zh-CN'],
    ['zh', 'zh-CN'],
    ['zh_TW.UTF-8', 'zh-CN'],
    ['en_GB.UTF-8', 'en'],
    ['C.UTF-8', null],
    ['C', null],
    ['POSIX', null],
    ['de_DE@euro', null],
    ['', null],
  ] as const)('%s: %s', ([locale, language]) => {
    expect(languageOf(locale)).toBe(language);
  });
});

describe('the language that is chosen', () => {
  test('by `npm run lab lang`, whatever the environment says', () => {
    progress('{ "version": 1, "language": "en" }');
    expect(chooseLanguage(root, { LANG: 'zh_CN.UTF-8' })).toBe('en');
  });

  test.for([
    [{ LC_ALL: 'zh_CN.UTF-8', LANG: 'en_US.UTF-8' }, 'zh-CN'],
    [{ LC_ALL: 'C', LANG: 'zh_CN.UTF-8' }, 'en'],
    [{ LC_MESSAGES: 'zh_CN', LANG: 'en_US' }, 'zh-CN'],
    [{ LC_ALL: '', LANG: 'zh_CN.GB18030' }, 'zh-CN'],
    [{ LANG: 'de_DE.UTF-8' }, 'en'],
    [{}, 'en'],
    [{ LEAKLAB_LANGUAGE: 'zh-CN', LANG: 'C' }, 'zh-CN'],
  ] as const)('else by the environment: %o', ([environment, language]) => {
    expect(chooseLanguage(root, environment)).toBe(language);
  });

  test.for(['{ broken', '"text"', 'null', '{ "language": 7 }', '{ "language": "xx" }'])(
    'progress that says %s is no choice',
    (text) => {
      progress(text);
      expect(chooseLanguage(root, { LANG: 'zh_CN' })).toBe('zh-CN');
    },
  );
});

describe('a message', () => {
  const catalogue = { '{0} of {1} labs': '{1} 个实验中的 {0} 个', title: '标题' };

  test('is English, where nobody chose', () => {
    expect(say`${2} of ${6} labs`).toBe('2 of 6 labs');
  });

  test('has the word order of its language', () => {
    writeFileSync(join(root, 'zh-CN.json'), JSON.stringify(catalogue));
    useCatalogue(root);
    useLanguage('zh-CN');
    expect(say`${2} of ${6} labs`).toBe('6 个实验中的 2 个');
    expect(translated('title')).toBe('标题');
  });

  test('is English, where the catalogue lacks it, can not be read, or is not there', () => {
    useLanguage('zh-CN');
    for (const text of ['{}', 'broken', null]) {
      const folder = join(root, String(text?.length));
      mkdirSync(folder);
      if (text !== null) writeFileSync(join(folder, 'zh-CN.json'), text);
      useCatalogue(folder);
      expect(say`${2} of ${6} unheard-of things`).toBe('2 of 6 unheard-of things');
    }
  });

  test('leaves what stands in a value as it is', () => {
    expect(say`at ${'{1}'}: ${'x'}`).toBe('at {1}: x');
  });
});

test('what was said can be read in the other language, with messages in it, and sentences one after the other', () => {
  const folder = join(root, 'lab');
  mkdirSync(folder);
  const catalogue = { '{0} wait': '{0} 在等', 'a task': '任务', 'it ends': '会结束' };
  writeFileSync(join(folder, 'zh-CN.json'), JSON.stringify(catalogue));
  useCatalogue(folder);
  for (const [language, said, other] of [
    ['en', 'a task wait it ends', '任务 在等会结束'],
    ['zh-CN', '任务 在等会结束', 'a task wait it ends'],
  ] as const) {
    useLanguage(language);
    const others = keepOthers();
    const text = sentences(say`${say`a task`} wait`, say`it ends`);
    expect([text, others.get(text)]).toEqual([said, other]);
  }
});

test('a file in the language of the learner, where there is one', () => {
  writeFileSync(join(root, 'hints.zh-CN.md'), '');
  expect(fileInLanguage(root, 'hints.md')).toBe('hints.md');
  useLanguage('zh-CN');
  expect(fileInLanguage(root, 'hints.md')).toBe('hints.zh-CN.md');
  expect(fileInLanguage(root, 'README.md')).toBe('README.md');
});
