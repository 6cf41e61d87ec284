/** The map of a loader, a compiler or a bundler: places are told where their author wrote them. */
import { encode, type SourceMapSegment } from '@jridgewell/sourcemap-codec';
import { describe, expect, test } from 'vitest';
import { type Authorship, authorship } from '../../src/transform/author.ts';
import { movedMap, withoutMap } from '../../src/transform/author-map.ts';
import { loadParser } from '../../src/transform/parser.ts';
import { finalInsertions, insertInto } from '../../src/transform/render.ts';
import { selector } from '../../src/transform/selection.ts';
import { transform } from '../../src/transform/transform.ts';
import { lookup } from './lookup.ts';
import { transformed } from './transformed.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const comment = (data: string): string => `\n//# sourceMappingURL=${data}`;
const inline = (map: object): string => comment(`data:application/json;base64,${base64(JSON.stringify(map))}`);

const authorOf = (source: string, url = 'file:///out/app.js'): Authorship =>
  authorship(source, url, 'js', selector({}, '/nowhere'));

/** Sites and what was passed over, as `name file:line:column`. */
function places(source: string, calls = false): { sites: string[]; skipped: string[] } {
  const result = transform(loadParser(), source, 'js', null, authorOf(source).author);
  if (!('insertions' in result)) return { sites: [], skipped: [String(result.reason)] };
  const place = (at: { file?: string; line: number; column: number }): string => `${at.file}:${at.line}:${at.column}`;
  return {
    sites: result.sites.filter(({ kind }) => (kind === 'call') === calls).map((site) => `${site.name} ${place(site)}`),
    skipped: result.skipped.map(place),
  };
}

/** Two files in one line. */
const bundle = 'async function load(){await one()}async function save(){await two()}';
const mappings = encode([
  [
    [0, 0, 4, 2],
    [bundle.lastIndexOf('async'), 1, 1, 0],
  ],
]);
const IN_BOTH = ['load /src/a b.ts:5:3', 'load /src/a b.ts:5:3', 'save /root/b.ts:2:1', 'save /root/b.ts:2:1'];
const map = { version: 3, sources: ['../src/a b.ts', '/root/b.ts'], names: [], mappings };

describe('the map that a text came with', () => {
  test.each([
    ['in Base64', inline(map)],
    ['with a charset', comment(`data:application/json;charset=utf-8;base64,${base64(JSON.stringify(map))}`)],
    ['percent-encoded', comment(`data:application/json,${encodeURIComponent(JSON.stringify(map))}`)],
    [
      'before other comments',
      `${inline(map)}\n//# sourceURL=app.js\n//# debugId=85314830-023f-4cf1-a267-535f4e37bb17\n`,
    ],
    ['behind code', inline(map).replace('\n', '\nvoid 0; ')],
    ['and not last', `${inline(map)}\nvoid 0;`],
    [
      'in sections',
      inline({
        version: 3,
        sections: [
          {
            offset: { line: 0, column: 0 },
            map: { version: 3, sources: ['../src/a b.ts'], names: [], mappings: 'AAIE' },
          },
          {
            offset: { line: 0, column: bundle.lastIndexOf('async') },
            map: { version: 3, sources: ['/root/b.ts'], names: [], mappings: 'AACA' },
          },
        ],
      }),
    ],
  ])('is read %s', (_, end) => {
    expect(places(bundle + end)).toEqual({ sites: IN_BOTH, skipped: [] });
  });

  test('can have a root for its sources, and sources that are no URLs', () => {
    const source = `x${inline({ ...map, sourceRoot: '../lib', sources: ['a.ts'] })}`;
    expect(authorOf(source).author?.map.sources).toEqual(['file:///lib/a.ts']);
    const turbopack = `x${inline({ ...map, sources: ['turbopack://[project]/a.ts'] })}`;
    expect(authorOf(turbopack).author?.map.sources).toEqual(['turbopack://[project]/a.ts']);
  });

  test.each([
    ['there is none', 'x'],
    ['its file is not there', 'x\n//# sourceMappingURL=not-there.js.map'],
    ['it stands on another machine', 'x\n//# sourceMappingURL=https://example.com/app.js.map'],
    ['it is broken', 'x\n//# sourceMappingURL=data:application/json;base64,e30='],
    ['it is text', 'const text = `\n//# sourceMappingURL=data:application/json;base64,e30=\n`;'],
  ])('is not used where %s', (_, source) => {
    expect(authorOf(source).author).toBeNull();
  });

  test('moves with what is inserted', () => {
    const source = 'async function load(){\nawait one();two()}';
    // `await` is line 8, column 5; `one` line 8, column 11; `two` line 9.
    const end = inline({
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
    });
    const { author, comment: named } = authorOf(source + end);
    if (author === null) throw new Error('The map was not read.');
    const insertions = finalInsertions(transformed(source, { language: 'js' }), 0, 'file:///runtime.js');
    const text = insertInto(source, insertions);
    expect(withoutMap(insertInto(source + end, insertions), insertions, named)).toBe(`${text}\n`);
    const result = movedMap(author.map, source, insertions);
    expect(result.sources).toEqual(['/out/a.ts']);
    expect(lookup(result, text, text.indexOf('await'))).toEqual({ line: 8, column: 5 });
    expect(lookup(result, text, text.indexOf('$ts_resume('))).toEqual({ line: 8, column: 5 });
    expect(lookup(result, text, text.indexOf('one()'))).toEqual({ line: 8, column: 11 });
    expect(lookup(result, text, text.indexOf('two()'))?.line).toBe(9);
  });
});

describe('a minified text', () => {
  /** A segment at each of these words, on a line of its own: 10, 20, … */
  function minified(text: string, words: readonly (string | [string, string])[], more: object = {}): string {
    const names: string[] = [];
    let from = 0;
    const segments = words.map((each, index): SourceMapSegment => {
      const [word, name] = typeof each === 'string' ? [each, null] : each;
      from = text.indexOf(word, from);
      const line = (index + 1) * 10 - 1;
      return name === null ? [from, 0, line, 0] : [from, 0, line, 0, names.push(name) - 1];
    });
    return text + inline({ version: 3, sources: ['a.ts'], names, mappings: encode([segments]), ...more });
  }

  test.each([
    [
      'its operand, and not what stands before',
      'async function f(){log(1),await send(2)}',
      ['async', 'log', 'send'],
      30,
    ],
    ['its own where it has one', 'async function f(){log(1),await send(2)}', ['async', 'log', 'await', 'send'], 30],
    ['what is in its operand', 'async function f(){log(1),await(0,o.send)(2)}', ['async', 'log', 'o.send'], 30],
    [
      'what stands before where there is no other',
      'async function f(){log(1),await send(2);done()}',
      ['async', 'log', 'done'],
      20,
    ],
    [
      'the call of a function that was put in its place',
      'async function f(){log(1),await function(n){return n}(2)}',
      ['async', 'log', 'function(n)', '(2)'],
      40,
    ],
  ])('tells an `await` at the line of %s', (_, text, words, line) => {
    expect(places(minified(text, words)).sites.at(-1)).toBe(`f /out/a.ts:${line}:1`);
  });

  test.each([
    ['a function that was put in its place: where its arguments are', ['async', 'async function(n)', '(2)'], 30],
    ['one that the author called where it stands: where that begins', ['async', 'async function(n)'], 20],
  ])('tells the call of %s', (_, words, line) => {
    const text = 'async function f(){void async function(n){await n}(2)}';
    expect(places(minified(text, words), true).sites).toContain(`f /out/a.ts:${line}:1`);
  });

  test.each([
    [
      'the right one first',
      [
        [20, 0, 4, 2],
        [20, 0, 1, 99],
      ],
    ],
    [
      'the right one last',
      [
        [20, 0, 1, 99],
        [20, 0, 4, 2],
      ],
    ],
    [
      'one of another file',
      [
        [20, 1, 4, 7],
        [20, 0, 4, 2],
      ],
    ],
  ] satisfies [string, SourceMapSegment[]][])(
    'of several pieces at one column has the nearest: %s',
    (_name, pieces) => {
      const segments: SourceMapSegment[] = [[0, 0, 3, 0], ...pieces, [26, 0, 4, 8]];
      const map = { version: 3, sources: ['/src/a.ts', '/src/b.ts'], names: [], mappings: encode([segments]) };
      expect(places(`async function r(e){await a(e)}${inline(map)}`).sites).toEqual([
        'r /src/a.ts:4:1',
        'r /src/a.ts:5:3',
      ]);
    },
  );

  test('has the names that its author gave', () => {
    const text =
      'async function a(){await 1}const b=async()=>{await 2};let c;c=async()=>{await 3};async function d(){}';
    const words: [string, string][] = [
      ['a(', 'load'],
      ['b=', 'save'],
      ['c=', 'send'],
    ];
    const names = places(minified(text, words)).sites.map((site) => site.split(' ')[0]);
    expect([...new Set(names)]).toEqual(['load', 'save', 'send', 'd']);
  });

  test('is opted out by a comment that only the author has', () => {
    const text = 'async function a(){await 1}async function b(){await 2}';
    const content = `${'\n'.repeat(8)}/* why:\n taskscope-ignore */ async function one() {}${'\n'.repeat(9)}// taskscope-ignore\nasync`;
    expect(places(minified(text, ['async', 'async function b'], { sourcesContent: [content] }))).toEqual({
      sites: [],
      skipped: ['/out/a.ts:10:1', '/out/a.ts:20:1'],
    });
  });
});

test.each([
  '../node_modules/pkg/index.js',
  'webpack://app/./node_modules/pkg/index.js',
  'turbopack:///[project]/node_modules/pkg/a.js',
])('what was bundled from %s is of a package, and nobody is told of it', (source) => {
  const text = bundle + inline({ ...map, sources: [source, '/root/b.ts'] });
  expect(places(text)).toEqual({ sites: IN_BOTH.slice(2), skipped: [] });
});
