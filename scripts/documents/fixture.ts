/** A small repository for the tests of this folder. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Problem, problemsOf, type Surroundings } from './problems.ts';

export const LAB = {
  title: 'One',
  summary: 'The first.',
  files: ['server.ts'],
  entry: 'server.ts',
  starterFact: 'a',
  learned: ['a', 'b', 'c'],
  otherFix: { name: 'other', idea: 'Another.' },
};

/** A folder with these files, gone after the test. */
export function plant(files: { [path: string]: string }): string {
  const tree = mkdtempSync(join(tmpdir(), 'leaklab-documents-'));
  onTestFinished(() => rmSync(tree, { recursive: true, force: true }));
  write(tree, files);
  return tree;
}

export function write(tree: string, files: { [path: string]: string }): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  }
}

export function read(tree: string, path: string): string {
  return readFileSync(join(tree, path), 'utf8');
}

/** What is wrong with a page of this text, in a tree with these files. */
export function problemsIn(text: string, files: { [path: string]: string } = {}): Problem[] {
  const root = plant({ ...files, 'docs/page.md': text });
  return problemsOf({ path: 'docs/page.md', text }, surroundings(root));
}

function surroundings(root: string): Surroundings {
  const scripts = {
    lab: 'node launch.mjs scripts/lab.ts',
    bench: 'node launch.mjs scripts/bench.ts',
    test: 'node test',
  };
  write(root, { 'scripts/lab.ts': '' });
  const labProblem = (words: string[]): string | null => (words[0] === '1' ? null : `no lab \`${words[0]}\``);
  return { root, course: [], commands: { root, scripts, labProblem } };
}
