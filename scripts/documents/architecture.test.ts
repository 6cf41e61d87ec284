import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { readCourse } from '../course/course.ts';
import { ARCHITECTURE, brokenRules, foldersWithoutRow, readRules, undeclaredPackages } from './architecture.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

describe('the code keeps to the architecture page', () => {
  const rules = readRules(readFileSync(join(ROOT, ARCHITECTURE), 'utf8'));
  const learners = readCourse(ROOT).flatMap(({ name, files }) => files.map((file) => `labs/${name}/${file}`));

  test('every folder of code has its row', () => {
    expect(rules.size).toBeGreaterThan(10);
    expect(foldersWithoutRow(ROOT, rules), `add a row to \`${ARCHITECTURE}\``).toEqual([]);
  });

  test('every file imports what its row names, and nothing in a circle', () => {
    expect(brokenRules(ROOT, rules, learners)).toEqual([]);
  });

  test('every package is declared', () => {
    expect(undeclaredPackages(ROOT, rules, learners)).toEqual([]);
  });
});

describe('what breaks it is found', () => {
  const trees: string[] = [];
  afterEach(() => {
    for (const tree of trees.splice(0)) rmSync(tree, { recursive: true, force: true });
  });
  const rules = readRules('| `a/` | one | nothing |\n| `b/` | two | `a/` |\n| `b/deep/` | three | `a/` |\n');
  const plant = (files: { [path: string]: string }): string => {
    const tree = mkdtempSync(join(tmpdir(), 'leaklab-architecture-'));
    trees.push(tree);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(tree, path)), { recursive: true });
      writeFileSync(join(tree, path), text);
    }
    return tree;
  };

  test('an import that the row names is fine', () => {
    const tree = plant({ 'a/one.ts': '', 'b/two.ts': "import { one } from '../a/one.ts';\n" });
    expect(brokenRules(tree, rules)).toEqual([]);
  });

  test('an import against the direction, a type only, over several lines', () => {
    const tree = plant({ 'a/one.ts': "import type {\n  Two,\n} from '../b/two.ts';\n", 'b/two.ts': '' });
    expect(brokenRules(tree, rules, ['a/one.ts'])).toEqual([]);
    expect(brokenRules(tree, rules)).toEqual([
      `\`a/one.ts\` imports \`b/two.ts\`, which the row of \`a/\` in \`${ARCHITECTURE}\` does not name`,
    ]);
  });

  test('however it is written', () => {
    const forms = [
      'import * as two from "../b/two.ts"',
      "export * from '../b/two.ts'",
      "export type { Two } from '../b/two.ts';",
      "const two = await import('../b/two.ts');",
      "import '../b/two.ts'; export {}",
    ];
    for (const form of forms)
      expect(brokenRules(plant({ 'a/one.ts': form, 'b/two.ts': '' }), rules), form).toHaveLength(1);
    expect(brokenRules(plant({ 'a/one.ts': "// import '../b/two.ts';\n", 'b/two.ts': '' }), rules)).toEqual([]);
  });

  test('a folder below goes by its own row', () => {
    const tree = plant({ 'b/deep/three.ts': "import '../two.ts';\n", 'b/two.ts': '' });
    expect(brokenRules(tree, rules)).toHaveLength(1);
  });

  test('a circle within one folder', () => {
    const tree = plant({ 'a/one.ts': "import './other.ts';\n", 'a/other.ts': "export { x } from './one.ts';\n" });
    expect(brokenRules(tree, rules)).toEqual(['a circle: a/one.ts → a/other.ts → a/one.ts']);
  });

  test('a package that nobody declares, and one that only the workshop has', () => {
    const tree = plant({
      'package.json': JSON.stringify({ dependencies: { zod: '1' } }),
      'toolkit/package.json': JSON.stringify({ dependencies: { '@own/maps': '1' } }),
      'b/two.ts': "import { z } from 'zod';\nimport type { X } from 'left-pad/x';\n",
      'toolkit/src/one.ts': "import { z } from 'zod';\nimport { decode } from '@own/maps/decode';\n",
    });
    const both = readRules('| `b/` | two | nothing |\n| `toolkit/src/` | three | nothing |\n');
    expect(undeclaredPackages(tree, both)).toEqual([
      '`b/two.ts` imports `left-pad`, which no `package.json` of it declares',
      '`toolkit/src/one.ts` imports `zod`, which no `package.json` of it declares',
    ]);
  });

  test('a folder of code without a row', () => {
    const tree = plant({ 'a/one.ts': '', 'c/four.ts': '', 'd/picture.svg': '' });
    expect(foldersWithoutRow(tree, rules)).toEqual(['c/']);
  });
});
