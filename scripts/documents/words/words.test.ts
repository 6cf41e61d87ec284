/** `npm run docs …`, as a person types it. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { plant, read } from '../fixture.ts';
import type { Surroundings } from '../problems.ts';
import { check } from './check.ts';
import type { DocsContext } from './context.ts';
import { record } from './record.ts';
import { refresh } from './refresh.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

function docs(...words: string[]): Promise<{ status: number; text: string }> {
  const entry = join(ROOT, 'scripts', 'docs.ts');
  return new Promise((resolve) => {
    execFile(process.execPath, ['--conditions=taskscope-source', entry, ...words], (error, out, err) => {
      resolve({ status: typeof error?.code === 'number' ? error.code : 0, text: (out + err).trim() });
    });
  });
}

describe('the command line', () => {
  test('`help` says what there is', async () => {
    const { status, text } = await docs('help');
    expect(status).toBe(0);
    expect(text).toContain('docs/en/learn/00-tasks.md');
    expect(text.split('\n').every((line) => line.length <= 80)).toBe(true);
  });

  test.for([
    ['refrehs', 'There is no word `refrehs`. Did you mean `refresh`?'],
    [
      'toString',
      'There is no word `toString`. The words: serve, build, help, experiment, refresh, record, check, translated, screenshots.',
    ],
    ['refresh all', '`refresh` does not know `all`: nothing follows it.'],
    ['record leaky-query-chek', 'There is no recording `leaky-query-chek`. Did you mean: `leaky-query-check`'],
    ['experiment ../x', 'There is no experiment `../x`.'],
  ])('%s', async ([words = '', message]) => {
    const { status, text } = await docs(...words.split(' '));
    expect(status).toBe(2);
    expect(text).toContain(message);
  });

  test('an experiment runs, tracked', async () => {
    expect(await docs('experiment', 'held-slot')).toEqual({
      status: 0,
      text: expect.stringContaining('free connections: 7 of 10'),
    });
  });
});

describe('in a small repository', () => {
  const RECORDING = (word: string): string =>
    `export default { greeting: { cheap: true, varies: [/\\d+ s/g], run: async () => '$ greet\\n${word}, 1 s' } };`;
  const contextOf = (root: string): DocsContext & { printed: string[] } => {
    const printed: string[] = [];
    const surroundings: Surroundings = { root, course: [], commands: { root, scripts: {}, labProblem: () => null } };
    return { ...surroundings, printed, print: (text) => printed.push(text) };
  };
  const PAGE = '# A\n\n<!-- output: docs/recorded/greeting.txt -->\n';

  test('record writes the text and fills the page; then check finds nothing', async () => {
    const root = plant({ 'docs/recorded/a.ts': RECORDING('hello'), 'docs/page.md': PAGE });
    const context = contextOf(root);
    expect(await record(context, [])).toBe(0);
    expect(read(root, 'docs/page.md')).toBe(`${PAGE}\`\`\`text\n$ greet\nhello, 1 s\n\`\`\`\n`);
    expect(await check(context, [])).toBe(0);
    expect(context.printed.at(-1)).toBe('2 passed, 0 failed');
  });

  test('check finds that the real thing prints something else, a stray text and a stale page, and writes nothing', async () => {
    const root = plant({
      'docs/recorded/a.ts': RECORDING('goodbye'),
      'docs/recorded/greeting.txt': '$ greet\nhello, 2 s\n',
      'docs/recorded/old.txt': 'x\n',
      'docs/page.md': `${PAGE}\`\`\`text\n$ greet\n\`\`\`\n`,
    });
    const context = contextOf(root);
    expect(await check(context, [])).toBe(1);
    const printed = context.printed.join('\n');
    expect(printed).toContain(
      'line 2 was `hello, 2 s`, and is `goodbye, 1 s`: if that is right, run `npm run docs record greeting`',
    );
    expect(printed).toContain('✗ docs/recorded/old.txt  no recording makes it');
    expect(printed).toContain('✗ docs/page.md  4  the block is not what');
    expect(context.printed.at(-1)).toBe('0 passed, 3 failed');
    expect(read(root, 'docs/recorded/greeting.txt')).toBe('$ greet\nhello, 2 s\n');
  });

  test('record leaves a text alone that only varies', async () => {
    const root = plant({
      'docs/recorded/a.ts': RECORDING('hello'),
      'docs/recorded/greeting.txt': '$ greet\nhello, 2 s\n',
    });
    expect(await record(contextOf(root), ['greeting'])).toBe(0);
    expect(read(root, 'docs/recorded/greeting.txt')).toBe('$ greet\nhello, 2 s\n');
  });

  test('refresh leaves a page alone whose marker names nothing, and says so', async () => {
    const text = '<!-- code: none.ts -->\n```ts\nkept\n```\n';
    const root = plant({ 'docs/page.md': text });
    const context = contextOf(root);
    expect(await refresh(context, [])).toBe(1);
    expect(context.printed).toEqual([expect.stringContaining('docs/page.md:2  there is no file `none.ts`')]);
    expect(read(root, 'docs/page.md')).toBe(text);
  });
});
