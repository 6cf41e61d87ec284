/** The map of a transformed text leads each word back to where its author wrote it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from '@jridgewell/sourcemap-codec';
import { describe, expect, test } from 'vitest';
import type { Insertion } from '../../src/transform/insertion.ts';
import { Positions } from '../../src/transform/positions.ts';
import { finalInsertions, insertInto } from '../../src/transform/render.ts';
import { sourceMap } from '../../src/transform/source-map.ts';
import { lookup } from './lookup.ts';
import { transformed } from './transformed.ts';

/** Offset in the new text of what stood at `offset`. */
function moved(offset: number, insertions: readonly Insertion[]): number {
  return (
    offset + insertions.filter(({ position }) => position <= offset).reduce((sum, { text }) => sum + text.length, 0)
  );
}

const SOURCE = `#!/usr/bin/env node
'use strict';

async function load(url, {
  retries = 3,
}) {
  for (let count = 0; count < retries; count++) { try { return await fetch(url); } catch (error) { await pause(count); } }
  throw new Error('été 日本');
}
const plain = () => load('x');
const nested = async () => [await load(await plain()), async () => ({ a: 1 })];
`;

describe('a source map', () => {
  const { sites, ...result } = transformed(SOURCE, { language: 'js' });
  const insertions = finalInsertions({ ...result, sites }, 1000, 'file:///runtime.js');
  const text = insertInto(SOURCE, insertions);
  const map = sourceMap(SOURCE, 'file:///app.js', insertions);

  test('is exact at every word', () => {
    const positions = new Positions(SOURCE);
    const words = [...SOURCE.matchAll(/[\p{L}\p{N}_$]+/gu)];
    expect(words.length).toBeGreaterThan(40);
    for (const { index, 0: word } of words) {
      const offset = moved(index, insertions);
      expect(text.slice(offset, offset + word.length)).toBe(word);
      expect(lookup(map, text, offset), word).toEqual(positions.at(index));
    }
  });

  test('leads what is inserted to a place on the same line', () => {
    for (const { index } of text.matchAll(/\$ts_\w+/g)) {
      expect(lookup(map, text, index)?.line).toBe(new Positions(text).at(index).line);
    }
  });

  test('leads what is inserted before a statement to that statement', () => {
    const statement = SOURCE.indexOf('await pause');
    const inserted = text.indexOf('$ts_resume(await $ts_suspendCall', text.indexOf('catch'));
    expect(lookup(map, text, inserted)).toEqual(new Positions(SOURCE).at(statement));
  });

  test('has a place for a line that has no word', () => {
    const brace = text.split('\n')[8] ?? '';
    expect(brace).toContain('$ts_exit');
    expect(decode(map.mappings)[8]?.[0]).toEqual([0, 0, 8, 0]);
  });

  test('keeps its count where columns are far from each other', () => {
    const far = `x;${' '.repeat(5000)}async () => { await yes; };${' '.repeat(5000)}zed;\n\n\n${' '.repeat(300)}last`;
    const added = finalInsertions(transformed(far, { language: 'js' }), 0, 'file:///runtime.js');
    const output = insertInto(far, added);
    const farMap = sourceMap(far, 'file:///far.js', added);
    for (const word of ['yes', 'zed', 'last']) {
      const offset = far.indexOf(word);
      expect(lookup(farMap, output, moved(offset, added))).toEqual(new Positions(far).at(offset));
    }
  });

  test('is the same for the files of this package', () => {
    const file = join(import.meta.dirname, '..', '..', 'src', 'settle.ts');
    const source = readFileSync(file, 'utf8');
    const added = finalInsertions(transformed(source), 12_345, 'file:///runtime.js');
    const output = insertInto(source, added);
    const own = sourceMap(source, file, added);
    for (const { index } of source.matchAll(/\w+/g)) {
      expect(lookup(own, output, moved(index, added))).toEqual(new Positions(source).at(index));
    }
  });
});
