/** Wrong fixes are opened, changed and kept again, in a course of one lab. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Lab, readCourse } from '../course/course.ts';
import { writeWhole } from '../course/write-file.ts';
import { keepWrongFix, openWrongFix } from './open.ts';
import { subjectsOf } from './subjects.ts';

const SOLUTION = 'one\ntwo\nthree\nfour\nfive\n';
const DIFFERENCE =
  'Fact: starts\nWhy: It counts too far.\n--- server.ts\n+++ server.ts\n@@ -3,3 +3,4 @@\n three\n four\n five\n+six\n';
const OPEN = '.leaklab/open/01-one/counts-on';

let root: string;
let lab: Lab;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'leaklab-open-'));
  const learned = ['One.', 'Two.', 'Three.'];
  const otherFix = { name: 'other', idea: 'Another.' };
  const about = { title: 'One', summary: 'One.', files: ['server.ts'], entry: 'server.ts', starterFact: 'starts' };
  write('labs/01-one/lab.json', JSON.stringify({ ...about, learned, otherFix }));
  // Where there is no git, the starter is the copy that was kept.
  write('.leaklab/starters/01-one/server.ts', 'one\n');
  write('solutions/01-one/server.ts', SOLUTION);
  write('solutions/01-one/wrong/counts-on.diff', DIFFERENCE);
  const [only] = readCourse(root);
  if (only === undefined) throw new Error('it was written above');
  lab = only;
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (path: string, text: string): void => writeWhole(join(root, path), text);
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const wrongOne = () => subjectsOf(root, lab).find(({ name }) => name === 'wrong/counts-on');

test('opened, it is whole; kept, it is what it was, or what it was changed to', () => {
  expect(openWrongFix(root, lab, 'counts-on')).toEqual({ folder: OPEN, conflicts: [] });
  expect(read(`${OPEN}/server.ts`)).toBe(`${SOLUTION}six\n`);
  expect(() => openWrongFix(root, lab, 'counts-on')).toThrow('is open already');
  keepWrongFix(root, lab, 'counts-on');
  expect(read('solutions/01-one/wrong/counts-on.diff')).toBe(DIFFERENCE);
  write(`${OPEN}/server.ts`, `${SOLUTION}seven\n`);
  expect(keepWrongFix(root, lab, 'counts-on')).toBe('solutions/01-one/wrong/counts-on.diff');
  expect(read('solutions/01-one/wrong/counts-on.diff')).toBe(DIFFERENCE.replace('six', 'seven'));
});

test('a new one begins as the solution, and is kept once it differs and says why', () => {
  const folder = '.leaklab/open/01-one/stops-early';
  openWrongFix(root, lab, 'stops-early');
  expect(read(`${folder}/server.ts`)).toBe(SOLUTION);
  expect(() => keepWrongFix(root, lab, 'stops-early')).toThrow('`Why: ` and one sentence');
  write(`${folder}/wrong.txt`, 'Fact: starts\nWhy: It stops early.\n');
  expect(() => keepWrongFix(root, lab, 'stops-early')).toThrow('is the solution');
  write(`${folder}/server.ts`, 'one\n');
  keepWrongFix(root, lab, 'stops-early');
  expect(subjectsOf(root, lab).map(({ name }) => name)).toEqual([
    'starter',
    'solution',
    'wrong/counts-on',
    'wrong/stops-early',
  ]);
});

test('judged, it is the solution with its difference, wherever that stands by now', () => {
  write('solutions/01-one/server.ts', `zero\n${SOLUTION}`);
  const { folder, fact } = wrongOne() ?? { folder: '', fact: null };
  expect(fact).toBe('starts');
  expect(readFileSync(join(folder, 'server.ts'), 'utf8')).toBe(`zero\n${SOLUTION}six\n`);
});

test('where the solution has changed at its place, the proof names it, and open shows both sides until one is taken', () => {
  write('solutions/01-one/server.ts', SOLUTION.replace('five', 'FIVE'));
  expect(wrongOne()?.stale).toBe(
    '`solutions/01-one/wrong/counts-on.diff` no longer applies to `server.ts` of the solution: `npm run verify open 01-one counts-on` shows both sides',
  );
  expect(openWrongFix(root, lab, 'counts-on').conflicts).toEqual(['server.ts']);
  const shown = read(`${OPEN}/server.ts`).split('\n');
  for (const word of ['FIVE', 'five', 'six']) expect(shown).toContain(word);
  expect(() => keepWrongFix(root, lab, 'counts-on')).toThrow('has both sides of a change');
  expect(read('solutions/01-one/wrong/counts-on.diff')).toBe(DIFFERENCE);
  writeFileSync(join(root, OPEN, 'server.ts'), `${SOLUTION.replace('five', 'FIVE')}six\n`);
  keepWrongFix(root, lab, 'counts-on');
  expect(wrongOne()?.stale).toBeUndefined();
});

test('a name that is none is told, and writes nowhere', () => {
  expect(() => openWrongFix(root, lab, '../../out')).toThrow('is no name of a wrong fix');
  expect(() => keepWrongFix(root, lab, 'never-opened')).toThrow('begin with `npm run verify open 01-one never-opened`');
});
