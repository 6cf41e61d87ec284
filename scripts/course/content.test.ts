/** Every lab is whole: its texts, its starter, its solution, right and wrong fixes, and the words on record for each. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import MarkdownIt from 'markdown-it';
import { beforeAll, describe, expect, test } from 'vitest';
import { columnsOf } from '../language/columns.mjs';
import { isLeftOut } from '../test/short.ts';
import { type Lab, readCourse, readHints } from './course.ts';
import { starterFiles } from './starter.ts';
import { readWrongFix, unpackWrongFix, wrongFixNames } from './wrong-fixes.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const LINES = 45;
const COLUMNS = 80;

describe.each(readCourse(ROOT))('$name', (lab) => {
  let facts: string[];
  beforeAll(async () => {
    const module: { default: { facts: { id: string }[] } } = await import(join(lab.folder, 'check.ts'));
    facts = module.default.facts.map(({ id }) => id);
  });

  test('its task fits one screen', () => {
    const text = readFileSync(join(lab.folder, 'README.md'), 'utf8');
    const lines = text.trimEnd().split('\n');
    expect(text).toMatch(new RegExp(`^# Lab ${lab.number}: `));
    expect(lines.length).toBeLessThanOrEqual(LINES);
    expect(lines.filter((line) => shown(line).length > COLUMNS)).toEqual([]);
  });

  test('its task in Chinese fits one screen as well', () => {
    const text = readFileSync(join(lab.folder, 'README.zh-CN.md'), 'utf8').replace(/^<!--.*\n/, '');
    const lines = text.trimEnd().split('\n');
    expect(lines[0]).toMatch(new RegExp(`^# 实验 ${lab.number}：`));
    expect(lines.length).toBeLessThanOrEqual(LINES);
    expect(lines.filter((line) => columnsOf(shown(line)) > COLUMNS)).toEqual([]);
    // Markdown takes a mark that a full stop stands before, and a letter behind, for no end.
    expect(lines.filter((line) => /[。，：；）]\*\*[^\s，。：；（]/.test(line))).toEqual([]);
  });

  test.for(['hints.md', 'hints.zh-CN.md'])('it has three hints in `%s`, each with a title and a text', (file) => {
    const hints = readHints(lab, file);
    expect(hints).toHaveLength(3);
    for (const { title, text } of hints) expect([title, text]).not.toContain('');
    expect(new Set(hints.map(({ title }) => title)).size).toBe(3);
  });

  test('its starter says what is to be done, and what is started is there', () => {
    // As committed: who has solved the lab may have taken the words out.
    const starter = starterFiles(ROOT, lab);
    for (const { file, text } of starter) expect(text, file).toMatch(/\bTODO\b/);
    expect(existsSync(join(lab.folder, lab.entry)), lab.entry).toBe(true);
  });

  test('its facts are told apart, and the starter fails at one of them', () => {
    expect(new Set(facts).size).toBe(facts.length);
    expect(facts).toContain(lab.starterFact);
  });

  test('its solution has all files that a learner edits', () => {
    expect(lab.files.filter((file) => !existsSync(join(lab.solution, file)))).toEqual([]);
  });

  test('it has right fixes of different styles, one of them shown after a pass', () => {
    const names = folders(join(lab.solution, 'alternatives'));
    expect(names.length).toBeGreaterThanOrEqual(2);
    expect(names).toContain(lab.otherFix.name);
    const ideas = names.map((name) => {
      const folder = join(lab.solution, 'alternatives', name);
      expect(filesBeside(folder, 'alternative.json', lab), name).toEqual([]);
      const { idea }: { idea: string } = JSON.parse(readFileSync(join(folder, 'alternative.json'), 'utf8'));
      expect(idea, name).toMatch(/\w.*[.?!]$/);
      return idea;
    });
    expect(new Set(ideas).size).toBe(names.length);
  });

  test('it has wrong fixes, each with a reason and the fact that it must fail at', () => {
    const names = wrongFixNames(lab);
    expect(names.length).toBeGreaterThanOrEqual(5);
    expect(readdirSync(join(lab.solution, 'wrong'))).toEqual(names.map((name) => `${name}.diff`));
    const failing = names.map((name) => {
      const { why, fact } = readWrongFix(lab, name);
      expect(why, name).toMatch(/^[^\n]{20,}[.?!]$/);
      expect(facts, name).toContain(fact);
      return fact;
    });
    // One that is never broken proves nothing about the checker.
    expect(new Set(failing).size).toBeGreaterThanOrEqual(3);
  });

  test('what a learner is told is on record for exactly those that fail', () => {
    const recorded = Object.keys(JSON.parse(readFileSync(join(lab.solution, 'verdicts.json'), 'utf8')));
    const failing = ['starter', ...wrongFixNames(lab).map((name) => `wrong/${name}`)];
    expect(recorded.sort()).toEqual(failing.sort());
  });

  test('all its fixes are sound TypeScript, right and wrong', async ({ skip }) => {
    skip(isLeftOut(lab.name, ['02-leaky-query']));
    expect(await typeErrorsIn(lab)).toEqual([]);
  });
});

/** A line of Markdown as a reader sees it. */
function shown(line: string): string {
  if (line.startsWith('    ')) return line;
  return new MarkdownIt()
    .renderInline(line)
    .replace(/<[^>]+>/g, '')
    .replace(/&\w+;/g, '.');
}

function folders(path: string): string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

/** Files that have no business in the folder of a fix, and the lack of any that has. What a fix imports has some. */
function filesBeside(folder: string, description: string, { files }: Lab): string[] {
  const found = readdirSync(folder).filter((name) => name !== description);
  const own = found.filter((name) => files.includes(name)).map((name) => readFileSync(join(folder, name), 'utf8'));
  const strange = found.filter((name) => !files.includes(name) && !own.some((text) => text.includes(`'./${name}'`)));
  return found.length === 0 ? ['nothing is changed'] : strange;
}

/** All fixes in one run of the compiler: each finds what it does not have in the lab's folder, as under the checker. */
async function typeErrorsIn(lab: Lab): Promise<string[]> {
  const alternatives = join(lab.solution, 'alternatives');
  const fixes = [
    ...folders(alternatives).map((name) => join(alternatives, name)),
    ...wrongFixNames(lab).map((name) => unpackWrongFix(ROOT, lab, name)),
  ];
  mkdirSync(join(ROOT, '.leaklab'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, '.leaklab', 'types-'));
  const config = {
    extends: '../../tsconfig.json',
    compilerOptions: { rootDirs: [lab.folder, lab.solution, ...fixes], typeRoots: [join(ROOT, 'node_modules/@types')] },
    include: [lab.solution, ...fixes].map((each) => `${each}/*.ts`),
    exclude: [],
  };
  try {
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
    await promisify(execFile)(process.execPath, [compiler, '--pretty', 'false', '-p', folder], { cwd: ROOT });
    return [];
  } catch (error) {
    const printed: unknown = error instanceof Error ? Reflect.get(error, 'stdout') : null;
    return String(printed || error)
      .trim()
      .split('\n');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
