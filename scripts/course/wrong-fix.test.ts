import { describe, expect, test } from 'vitest';
import { Random } from '../checker/random.ts';
import { applyWrongFix, differenceOf, type Files, hasConflict, parseWrongFix, renderWrongFix } from './wrong-fix.ts';

const DESCRIPTION = { fact: 'count', why: 'It waits.' };
/** Few different lines, so that there are repetitions, and lines that look like those of a difference. */
const LINES = ['', 'a', 'b', '  c', '--- d', '+++ e', '@@ -1 +1 @@', '-f', '\\ g', 'Why: h'];
const CASES = 2000;

function drawText(random: Random): string {
  const lines = Array.from({ length: random.between(0, 12) }, () => LINES[random.between(0, LINES.length - 1)]);
  return lines.join('\n') + (random.number() < 0.5 ? '\n' : '');
}

const drawFiles = (random: Random): Files => ({ 'server.ts': drawText(random), 'routes.ts': drawText(random) });

describe('a wrong fix', () => {
  test('as a difference and back is what it was, whatever stands in its files', () => {
    const random = new Random(4711);
    for (let index = 0; index < CASES; index++) {
      const [solution, fix] = [drawFiles(random), drawFiles(random)];
      const patches = differenceOf(solution, fix);
      if (patches.length === 0) continue;
      const written = renderWrongFix({ ...DESCRIPTION, patches });
      const read = parseWrongFix(written);
      expect(applyWrongFix(solution, read)).toEqual({ files: fix, conflicts: [] });
      expect(renderWrongFix(read)).toBe(written);
    }
  });

  test.for([
    ['no fact', 'Why: It waits.\n--- a\n+++ a\n'],
    ['no reason', 'Fact: count\n--- a\n+++ a\n'],
    ['no difference', 'Fact: count\nWhy: It waits.\n'],
  ])('with %s is told what it has to begin with', ([, written = '']) => {
    expect(() => parseWrongFix(written)).toThrow('begins with `Fact: …`, `Why: …`');
  });
});

describe('where the solution has changed', () => {
  const before = { 'server.ts': 'one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nmore\nand\nmore\nnine\n' };
  const fix = { 'server.ts': before['server.ts'].replace('two', 'TWO').replace('nine', 'NINE') };
  const patches = differenceOf(before, fix);

  test('elsewhere, the difference still applies', () => {
    const now = { 'server.ts': `zero\n${before['server.ts']}` };
    expect(applyWrongFix(now, { patches })).toEqual({
      files: { 'server.ts': `zero\n${fix['server.ts']}` },
      conflicts: [],
    });
  });

  test('at that place, the file is named, and holds both sides; what still applies is applied', () => {
    const now = { 'server.ts': before['server.ts'].replace('two', 'three and a half') };
    const { files, conflicts } = applyWrongFix(now, { patches });
    expect(conflicts).toEqual(['server.ts']);
    const shown = files['server.ts'] ?? '';
    expect(hasConflict(shown)).toBe(true);
    for (const word of ['three and a half', 'two', 'TWO', 'NINE']) expect(shown.split('\n')).toContain(word);
    expect(shown).not.toMatch(/^nine$/m);
  });

  test('nothing else looks like both sides', () => {
    for (const each of [before, fix]) expect(hasConflict(each['server.ts'])).toBe(false);
  });
});
