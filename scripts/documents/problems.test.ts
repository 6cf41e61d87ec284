/** Each way in which a page can drift is found, at its line, with what to do. */
import { describe, expect, test } from 'vitest';
import { problemsIn } from './fixture.ts';

const SOURCE = { 'labs/one.ts': 'const a = 1;\n// #region part\n  const b = 2;\n\n  const c = 3;\n// #endregion\n' };
const BLOCK = '```ts\nconst b = 2;\n\nconst c = 3;\n```\n';
const lines = (text: string, files?: { [path: string]: string }): string[] =>
  problemsIn(text, files).map(({ line, message }) => `${line}: ${message}`);

describe('blocks', () => {
  test('a block that is what its source says, with the common indentation removed', () => {
    expect(lines(`<!-- code: labs/one.ts#part -->\n${BLOCK}`, SOURCE)).toEqual([]);
  });

  test('a block that differs', () => {
    expect(lines(`# A\n\n<!-- code: labs/one.ts#part -->\n${BLOCK.replace('2', '4')}`, SOURCE)).toEqual([
      '4: the block is not what `labs/one.ts#part` says: run `npm run docs refresh`',
    ]);
  });

  test('a block of the wrong language', () => {
    expect(lines(`<!-- code: labs/one.ts#part -->\n${BLOCK.replace('ts', 'js')}`, SOURCE)).toHaveLength(1);
  });

  test('an output that differs, and one that was never recorded', () => {
    const page = '<!-- output: docs/recorded/x.txt -->\n```text\n$ a\n```\n';
    expect(lines(page, { 'docs/recorded/x.txt': '$ b\n' })[0]).toContain('run `npm run docs refresh`');
    expect(lines(page)[0]).toContain('run `npm run docs record`');
  });

  test('code, and output, without a source', () => {
    expect(lines('```ts\nconst a = 1;\n```\n\ntext\n\n```text\n$ npm test\n```\n')).toEqual([
      expect.stringMatching(/^1: the block has no source/),
      expect.stringMatching(/^7: the block has no source/),
    ]);
  });

  test('a marker of no file, of no region, of a region without an end, and of no block', () => {
    expect(lines(`<!-- code: labs/two.ts#part -->\n${BLOCK}`)[0]).toContain('there is no file `labs/two.ts`');
    expect(lines(`<!-- code: labs/one.ts#other -->\n${BLOCK}`, SOURCE)[0]).toContain('no `// #region other`');
    expect(lines(`<!-- code: labs/one.ts#open -->\n${BLOCK}`, { 'labs/one.ts': '// #region open\n' })[0]).toContain(
      'no `// #endregion`',
    );
    expect(lines('<!-- code: labs/one.ts#part -->\n\ntext\n', SOURCE)[0]).toContain('no block follows');
  });
});

describe('links and pictures', () => {
  const there = { 'docs/other.md': '# Two words: `code`\n\n# Two words: `code`\n', 'docs/a.svg': '' };

  test('those that lead somewhere', () => {
    const page =
      '# Here\n\n[a](other.md) [b](other.md#two-words-code) [c](other.md#two-words-code-1) [d](#here) [e](https://example.org/none) [f](../docs/)\n\n![A picture](a.svg)\n';
    expect(lines(page, there)).toEqual([]);
  });

  test('those that do not', () => {
    const page = 'See [a](none.md)\nand [b](other.md#three)\nand [c](#nowhere) and [d](../../out.md).\n\n![](a.svg)\n';
    expect(lines(page, there)).toEqual([
      expect.stringMatching(/^1: .*`docs\/none.md`/),
      expect.stringMatching(/^2: .*no heading `#three`/),
      expect.stringMatching(/^3: .*no heading `#nowhere`/),
      expect.stringMatching(/^3: .*leads nowhere/),
      expect.stringMatching(/^5: .*no text for those who can't see it/),
    ]);
  });
});

describe('commands', () => {
  test('those that exist, in blocks and in code marks, with comments and settings', () => {
    const page =
      '```sh\nPORT=1 npm run lab 1   # the first\nnpm test\n\ncurl localhost:3000\n```\n\n`npm run lab N hint` `npm ci`\n';
    expect(lines(page)).toEqual([]);
  });

  test('a script that is not there, one whose file is not there, a lab that is not there', () => {
    expect(lines('`npm run lob 1`\n`npm run bench`\n`npm run lab 7`\n')).toEqual([
      '1: there is no script `lob` in `package.json`',
      '2: `npm run bench` starts `scripts/bench.ts`, which is not there',
      '3: no lab `7`',
    ]);
  });

  test('in an indented block as well', () => {
    expect(lines('Type:\n\n    npm run lab 1\n    npm run lab 7\n')).toEqual(['4: no lab `7`']);
  });

  test('an output that is passed off as commands', () => {
    expect(lines('```sh\nnpm test\n312 passed\n```\n')).toEqual([expect.stringMatching(/^3: `312` is no program/)]);
  });
});

describe('the rest', () => {
  test('a path in code marks that is not there; a placeholder is none', () => {
    expect(lines('`scripts/lab.ts` `scripts/none.ts` `labs/NN-slug/` `docs/<name>.md`\n')).toEqual([
      '1: there is no `scripts/none.ts`',
    ]);
  });

  test('raw HTML that a site would have to trust', () => {
    expect(lines('<details>\n<summary>Answer</summary>\n\nyes\n\n</details>\n\n<!-- a note -->\n')).toEqual([]);
    expect(lines('<script>alert(1)</script>\n')).toHaveLength(1);
    expect(lines('a <b onclick="x()">word</b>\n')).toHaveLength(2);
    expect(lines('<details open ontoggle="x()">\n')).toHaveLength(1);
  });
});

describe('numbers in tables', () => {
  const table = (cell: string): string => `text of 3 ms\n\n| a | b |\n|---|---|\n| c | ${cell} |\n`;

  test.for(['12 ms', '1,004 kB', '0.3 s', '40 %', '3×'])('%s has to come from a run', (cell) => {
    expect(lines(table(cell))).toEqual([expect.stringMatching(/^5: `.+` in a table comes from no run: .*docs record/)]);
  });

  test('what is no measurement, a command, and a page that a test makes are fine', () => {
    for (const cell of ['lab 3', 'Node 22', '`sleep 10 s`', 'v3 s1', '1, 2 and 3'])
      expect(lines(table(cell))).toEqual([]);
    const made = '<!-- Made by toolkit/test/patterns/patterns.test.ts from what it observed. -->';
    expect(lines(`${made}\n\n${table('12 ms')}`)).toEqual([]);
    expect(lines(`<!-- translated from 0123456789ab -->\n${made}\n\n${table('12 ms')}`)).toEqual([]);
    expect(lines(`<!-- translated from 0123456789ab -->\n\n${table('12 ms')}`)).toHaveLength(1);
  });
});
