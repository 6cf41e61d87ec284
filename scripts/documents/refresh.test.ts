import { describe, expect, test } from 'vitest';
import { readCourse } from '../course/course.ts';
import { LAB, plant, write } from './fixture.ts';
import { parseMarker } from './marker.ts';
import { refreshed } from './refresh.ts';
import { acceptedSources, readSource } from './source.ts';

const fill = (text: string, source: string): string => refreshed({ path: 'page.md', text }, () => source);

describe('refreshing a page', () => {
  test('fills every marked block, whatever stood in it, and leaves the rest alone', () => {
    const page =
      '# A\n\n<!-- code: a.ts -->\n```js\nold\nlonger\n```\n\ntext\n\n```sh\nnpm test\n```\n\n<!-- output: b.txt -->\n```text\n```\n\nend\n';
    expect(fill(page, 'new')).toBe(
      '# A\n\n<!-- code: a.ts -->\n```ts\nnew\n```\n\ntext\n\n```sh\nnpm test\n```\n\n<!-- output: b.txt -->\n```text\nnew\n```\n\nend\n',
    );
  });

  test('puts a block behind a marker that has none, and does nothing the second time', () => {
    const once = fill('<!-- code: a.go -->\n\ntext\n', 'x := 1');
    expect(once).toBe('<!-- code: a.go -->\n```go\nx := 1\n```\n\ntext\n');
    expect(fill(once, 'x := 1')).toBe(once);
  });

  test('fences what has fences in it', () => {
    expect(fill('<!-- code: a.md -->\n', '```ts\n```')).toBe('<!-- code: a.md -->\n````md\n```ts\n```\n````\n');
  });
});

describe('sources', () => {
  const marker = (text: string) => {
    const found = parseMarker(text);
    if (found === null) throw new Error(`\`${text}\` is no marker.`);
    return found;
  };

  test('regions in a region: markers go, lines stay, line ends of Windows too', () => {
    const root = plant({
      'a.ts': '// #region all\r\n  one();\r\n  // #region some\r\n    two();\r\n  // #endregion\r\n// #endregion\r\n',
    });
    expect(readSource(root, marker('<!-- code: a.ts#all -->'))).toBe('one();\n  two();');
    expect(readSource(root, marker('<!-- code: a.ts#some -->'))).toBe('two();');
  });

  test('a lab that is solved leaves the pages green, and an edited starter may be shown at once', () => {
    const starter = '// #region part\nleaks();\n// #endregion\n';
    const root = plant({
      'labs/01-one/lab.json': JSON.stringify(LAB),
      'labs/01-one/server.ts': starter,
      '.leaklab/starters/01-one/server.ts': starter,
    });
    const course = readCourse(root);
    const part = marker('<!-- code: labs/01-one/server.ts#part -->');
    expect(acceptedSources(root, course, part)).toEqual(['leaks();', 'leaks();']);
    write(root, { 'labs/01-one/server.ts': starter.replace('leaks', 'ends') });
    expect(acceptedSources(root, course, part)).toEqual(['ends();', 'leaks();']);
    write(root, { 'labs/01-one/server.ts': 'the region is gone' });
    expect(acceptedSources(root, course, part)).toEqual(['leaks();']);
  });
});
