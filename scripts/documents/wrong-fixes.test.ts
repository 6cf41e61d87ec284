import { describe, expect, test } from 'vitest';
import { plant } from './fixture.ts';
import { refreshedWrongFixes, wrongFixProblems } from './wrong-fixes.ts';

const WHY = 'The client waits.';
const FILES = {
  'solutions/01-one/wrong/all.diff': `Fact: a\nWhy: ${WHY}\n--- server.ts\n+++ server.ts\n@@ -1,1 +1,1 @@\n-two\n+all\n`,
};
const EN = 'docs/en/teach/01-one.md';
const ZH = 'docs/zh-CN/teach/01-one.md';
const problems = (path: string, text: string): string[] =>
  wrongFixProblems(plant(FILES), path, text).map(({ line, message }) => `${line}: ${message}`);

describe('an English page quotes what the difference says', () => {
  const quoted = `# One\n\n<!-- wrong: 01-one/all -->\n> ${WHY}\n\nSay this.\n`;

  test('and is in sync then', () => {
    expect(problems(EN, quoted)).toEqual([]);
  });

  test.for([
    ['another sentence', quoted.replace('waits', 'sleeps'), 'run `npm run docs refresh`'],
    ['none', quoted.replace(`> ${WHY}\n`, ''), 'run `npm run docs refresh`'],
    ['a fix that is not there', quoted.replace('/all', '/none'), 'there is no wrong fix `01-one/none`'],
  ] as const)('%s is told, with its line', ([, text, message]) => {
    expect(problems(EN, text)).toEqual([expect.stringContaining(message)]);
    expect(problems(EN, text)[0]).toMatch(/^3: /);
  });

  test('refreshing fills it, and what stands behind it stays', () => {
    for (const text of [quoted, quoted.replace('waits', 'sleeps\n> long'), quoted.replace(`> ${WHY}\n`, '')])
      expect(refreshedWrongFixes(plant(FILES), EN, text)).toBe(quoted);
  });
});

describe('a translation', () => {
  const translated = '<!-- wrong: 01-one/all -->\n> 客户端在等。\n';

  test('has its own sentence, which refreshing leaves alone', () => {
    expect(problems(ZH, translated)).toEqual([]);
    expect(refreshedWrongFixes(plant(FILES), ZH, translated)).toBe(translated);
  });

  test('without one it is told what to translate', () => {
    expect(problems(ZH, '<!-- wrong: 01-one/all -->\n')).toEqual([expect.stringContaining(`translate “${WHY}”`)]);
  });
});
