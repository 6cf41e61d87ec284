import { describe, expect, test } from 'vitest';
import { plant } from './fixture.ts';
import { digestOfWhy, refreshedWrongFixes, wrongFixProblems } from './wrong-fixes.ts';

const WHY = 'The client waits.';
const FILES = { 'solutions/01-one/wrong/all/wrong.json': JSON.stringify({ why: WHY, fact: 'a' }) };
const EN = 'docs/en/teach/01-one.md';
const ZH = 'docs/zh-CN/teach/01-one.md';
const problems = (path: string, text: string): string[] =>
  wrongFixProblems(plant(FILES), path, text).map(({ line, message }) => `${line}: ${message}`);

describe('an English page quotes what `wrong.json` says', () => {
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

describe('a translation says which English sentence it translates', () => {
  const translated = `<!-- wrong: 01-one/all ${digestOfWhy(WHY)} -->\n> 客户端在等。\n`;

  test('and is in sync as long as that has not changed; refreshing leaves it alone', () => {
    expect(problems(ZH, translated)).toEqual([]);
    expect(refreshedWrongFixes(plant(FILES), ZH, translated)).toBe(translated);
  });

  test('else the new sentence is told', () => {
    expect(problems(ZH, translated.replace(digestOfWhy(WHY), '00000000'))).toEqual([
      `1: the English sentence is now “${WHY}”: is the translation still right? Then put \`${digestOfWhy(WHY)}\` behind the name`,
    ]);
    expect(problems(ZH, translated.replace('> 客户端在等。\n', ''))).toEqual([
      expect.stringContaining('nothing is said'),
    ]);
  });
});
