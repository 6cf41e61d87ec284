/** Which comment names the map of a text: the one that V8 takes for it, whatever the text is. */
import { Script } from 'node:vm';
import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mapComment } from '../../src/transform/map-comment.ts';
import { parse } from '../../src/transform/parse.ts';
import { loadParser } from '../../src/transform/parser.ts';

const found = (source: string): string | undefined =>
  mapComment(source, () => parse(loadParser(), source, 'js', 'commonjs').comments)?.url;

/** Null where it is no program. */
function asV8Tells(source: string): string | undefined | null {
  try {
    return new Script(source).sourceMapURL ?? undefined;
  } catch {
    return null;
  }
}

const PIECES = [
  '//# sourceMappingURL=a.map',
  '//@ sourceMappingURL=b.map',
  '//#\tsourceMappingURL=c.map',
  '//#  sourceMappingURL=spaced.map',
  '//# sourceMappingURL= d.map ',
  '//# sourceMappingURL=e.map f',
  "//# sourceMappingURL='g.map'",
  '//# sourceMappingURL=',
  '//# sourceMappingURL=data:application/json;charset=utf-8;base64,e30=',
  '/*# sourceMappingURL=h.map */',
  '//# sourceURL=named.js',
  '//# debugId=85314830-023f-4cf1-a267-535f4e37bb17',
  ...['\n', '\r\n', '\u2028', ' ', '\t', ';', '0', "'", '"', '`', '${', '}', '/', '//', '/*', '*/', '\\', 'x=', '/y/'],
];

test('is the one that V8 tells, in whatever surroundings', () => {
  let programs = 0;
  let named = 0;
  assert(
    property(array(constantFrom(...PIECES), { maxLength: 12 }), (pieces) => {
      const source = pieces.join('');
      const expected = asV8Tells(source);
      if (expected === null) return;
      programs++;
      if (expected !== undefined) named++;
      expect(found(source)).toBe(expected);
    }),
    { numRuns: 5000, seed: 13 },
  );
  expect(programs).toBeGreaterThan(1000);
  expect(named).toBeGreaterThan(200);
});

describe('a text is not parsed for it', () => {
  test.each([
    'async () => {};\n//# sourceMappingURL=a.map',
    'async () => {};\n//# sourceMappingURL=a.map\n//# debugId=1\n/* end */\n',
    '  //# sourceMappingURL=a.map',
    'no map at all',
  ])('where it stands as compilers write it: %j', (source) => {
    const parsed = (): never => {
      throw new Error('It was parsed.');
    };
    expect(mapComment(source, parsed)?.url).toBe(source.includes('a.map') ? 'a.map' : undefined);
  });
});
