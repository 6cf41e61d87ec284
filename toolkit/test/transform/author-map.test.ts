/** The map of a loader, a compiler or a bundler: places are told where their author wrote them. */
import { encode } from '@jridgewell/sourcemap-codec';
import { describe, expect, test } from 'vitest';
import { authored, authorMap, movedMap } from '../../src/transform/author-map.ts';
import { finalInsertions, insertInto } from '../../src/transform/render.ts';
import { lookup } from './lookup.ts';
import { transformed } from './transformed.ts';

const inline = (map: object): string =>
  `\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`;
/** Two files in one line. */
const bundle = 'async function load(){await one()}async function save(){await two()}';
const mappings = encode([
  [
    [0, 0, 4, 2],
    [bundle.lastIndexOf('async'), 1, 1, 0],
  ],
]);

describe('the map that a text came with', () => {
  test('is found inline, with its sources as URLs, and tells places by their own file', () => {
    const source = bundle + inline({ version: 3, sources: ['../src/a b.ts', '/root/b.ts'], names: [], mappings });
    const map = authorMap(source, 'file:///out/app.js');
    expect(map?.sources).toEqual(['file:///src/a%20b.ts', 'file:///root/b.ts']);
    expect(
      authored(transformed(bundle, { language: 'js' }).sites, map).map(({ name, file, line, column }) => [
        name,
        file,
        line,
        column,
      ]),
    ).toEqual([
      ['load', '/src/a b.ts', 5, 3],
      ['load', '/src/a b.ts', 5, 3],
      ['save', '/root/b.ts', 2, 1],
      ['save', '/root/b.ts', 2, 1],
    ]);
  });

  test('can have a root for its sources', () => {
    const source = `x${inline({ version: 3, sourceRoot: '../lib', sources: ['a.ts'], names: [], mappings: 'AAAA' })}`;
    expect(authorMap(source, 'file:///out/app.js')?.sources).toEqual(['file:///lib/a.ts']);
  });

  test.each([
    ['there is none', 'x'],
    ['its file is not there', 'x\n//# sourceMappingURL=not-there.js.map'],
    ['it stands on another machine', 'x\n//# sourceMappingURL=https://example.com/app.js.map'],
    ['it is broken', 'x\n//# sourceMappingURL=data:application/json;base64,e30='],
    ['it is in parts', `x${inline({ version: 3, sections: [] })}`],
  ])('is not used where %s', (_, source) => {
    expect(authorMap(source, 'file:///out/app.js')).toBeNull();
  });

  test('moves with what is inserted', () => {
    const source = 'async function load(){\nawait one();two()}';
    // `await` is line 8, column 5; `one` line 8, column 11; `two` line 9.
    const map = authorMap(
      source +
        inline({
          version: 3,
          sources: ['a.ts'],
          names: [],
          mappings: encode([
            [[0, 0, 0, 0]],
            [
              [0, 0, 7, 4],
              [6, 0, 7, 10],
              [12, 0, 8, 0],
            ],
          ]),
        }),
      'file:///app.js',
    );
    if (map === null) throw new Error('The map was not read.');
    const insertions = finalInsertions(transformed(source, { language: 'js' }), 0, 'file:///runtime.js');
    const text = insertInto(source, insertions);
    const result = movedMap(map, source, insertions);
    expect(lookup(result, text, text.indexOf('await'))).toEqual({ line: 8, column: 5 });
    expect(lookup(result, text, text.indexOf('$ts_resume('))).toEqual({ line: 8, column: 5 });
    expect(lookup(result, text, text.indexOf('one()'))).toEqual({ line: 8, column: 11 });
    expect(lookup(result, text, text.indexOf('two()'))?.line).toBe(9);
  });
});
