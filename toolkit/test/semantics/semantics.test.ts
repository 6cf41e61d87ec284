/**
 * Programs in every form of asynchronous code, run as they are and transformed, as ES modules and as CommonJS, on every
 * supported Node: values, order, microtask turns, errors and their lines, exit status and output have to be equal.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NODES } from '../nodes.ts';
import { installPacked, type Project } from '../packed.ts';
import type { Outcome } from '../run.ts';

const PROGRAMS = join(import.meta.dirname, 'programs');
const files = readdirSync(PROGRAMS).filter((name) => name.endsWith('.js'));
const whole = readdirSync(join(PROGRAMS, 'whole')).filter((name) => name !== 'cycle-b.mjs');

let project: Project;

beforeAll(() => {
  project = installPacked();
  const { folder } = project;
  mkdirSync(join(folder, 'programs'));
  cpSync(join(import.meta.dirname, 'harness.mjs'), join(folder, 'harness.mjs'));
  cpSync(join(PROGRAMS, 'whole'), join(folder, 'programs', 'whole'), { recursive: true });
  for (const name of files) {
    const text = readFileSync(join(PROGRAMS, name), 'utf8');
    for (const extension of ['.mjs', '.cjs'])
      writeFileSync(join(folder, 'programs', name.replace('.js', extension)), text);
  }
});
afterAll(() => project.remove());

async function run(node: string, words: string[], transformed: boolean): Promise<Outcome> {
  const tracking = transformed ? ['--import=taskscope/register'] : [];
  const outcome = await project.run(node, ['--disable-warning=ExperimentalWarning', ...tracking, ...words], {
    TASKSCOPE_EXCLUDE: '**/harness.mjs',
  });
  return { ...outcome, errors: normalised(outcome.errors) };
}

/** Columns, and the quoted line of code, differ where a line is longer than the author wrote it: known, and stated. */
function normalised(errors: string): string {
  return (
    errors
      // V8's own words on a stack overflow inside a promise; how often it says them is chance.
      .replace(/Exception in PromiseRejectCallback:\n(?:[\s\S]*?call stack size exceeded\n+)?/g, '')
      .split('\n')
      .map((text) => text.replace(/:(\d+):\d+/g, ':$1').replace(/\(node:\d+\)/, '(node)'))
      .filter((text) => !text.includes('$ts_') && !/^\s*\^\s*$/.test(text) && !text.startsWith('    at '))
      .filter((text) => !/^\S.*(await|throw|=>)/.test(text) && !/^ {2,}(await|throw)/.test(text))
      .join('\n')
  );
}

describe.each(NODES)('on Node $major', ({ major, path }) => {
  const node = path ?? '';
  describe.skipIf(path === null)('transformed code does what the author wrote', () => {
    test.each(files.flatMap((name) => ['.mjs', '.cjs'].map((extension) => name.replace('.js', extension))))(
      '%s',
      async (name) => {
        const words = ['harness.mjs', `./programs/${name}`];
        const [bare, transformed] = await Promise.all([run(node, words, false), run(node, words, true)]);
        expect(bare.errors).toBe('');
        expect(
          Object.values(JSON.parse(bare.output))
            .flat()
            .filter((text) => String(text).startsWith('FAILED')),
        ).toEqual([]);
        expect(transformed.errors).toBe('');
        expect(JSON.parse(transformed.output)).toEqual(JSON.parse(bare.output));
      },
    );

    test.each(whole.filter((name) => !(name.includes('since24') && major === 22)))('the program %s', async (name) => {
      const words = [...(name.endsWith('.mts') ? ['--experimental-strip-types'] : []), `programs/whole/${name}`];
      const [bare, transformed] = await Promise.all([run(node, words, false), run(node, words, true)]);
      expect(bare.output + bare.errors).not.toBe('');
      expect(transformed).toEqual(bare);
    });
  });
});

test('the corpus has at least sixty programs', () => {
  const count = files.map((name) => readFileSync(join(PROGRAMS, name), 'utf8').match(/^add\(/gm)?.length ?? 0);
  expect(count.reduce((sum, each) => sum + each, 0) + whole.length).toBeGreaterThanOrEqual(60);
});
