import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { lean } from './lean.ts';

const FOLDER = fileURLToPath(new URL('./', import.meta.url));

test('comments of their own line and indentation are left out, and nothing else', () => {
  const text = '// What it is.\n\n/** Adds. */\nexport function add(a, b) {\n  // Both.\n  return a + b; // here\n}\n';
  expect(lean(text)).toBe('export function add(a, b) {\nreturn a + b; // here\n}\n');
  expect(lean('/* A */\n.a {\n  color: red;\n}\n')).toBe('.a {\ncolor: red;\n}\n');
});

test('no script or style of ours has a text or a comment of several lines', () => {
  for (const path of globSync('{assets,panel/assets}/*.{js,css}', { cwd: FOLDER })) {
    for (const line of readFileSync(join(FOLDER, path), 'utf8').split('\n')) {
      expect((line.replace("'`'", '').match(/`/g) ?? []).length % 2, `${path}: ${line}`).toBe(0);
      if (/^\s*\/\*/.test(line)) expect(line, path).toMatch(/\*\/$/);
    }
  }
});
