/**
 * Where the proof ends: what holds a task that is lost, and, beside it, the form that is proven. The programs are those of the
 * page in the documents; each is run by the packed package.
 */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { linesOf, type Mark, markOn } from '../mark.ts';
import { NODES } from '../nodes.ts';
import { installPacked, type Project } from '../packed.ts';

const PROGRAMS = join(import.meta.dirname, 'programs');
const LIMITS = ['dead-variable', 'shared-context', 'kept-error', 'async-context', 'composite-signal', 'direct-eval'];

/** Held as it should be, but on Node 22, which loses such a signal while only its listener waits. */
const NESTED = 'composite-of-composites';

let project: Project;
beforeAll(() => {
  project = installPacked();
  cpSync(PROGRAMS, join(project.folder, 'programs'), { recursive: true });
  writeFileSync(join(project.folder, 'package.json'), '{ "type": "module" }');
});
afterAll(() => project.remove());

describe.each(NODES)('on Node $major', ({ major, path }) => {
  const prints = async <T>(program: string, ...words: string[]): Promise<T> => {
    const flags = ['--disable-warning=ExperimentalWarning', '--import=taskscope/register'];
    const { status, output, errors } = await project.run(path ?? '', [...flags, `programs/${program}.ts`, ...words]);
    expect({ status, errors }).toEqual({ status: 0, errors: '' });
    return JSON.parse(output);
  };

  describe.skipIf(path === null)('the proof ends at', () => {
    test('each of these, and not beside it', async () => {
      for (const name of LIMITS)
        expect(new Set(marksIn(name).map(({ leaked }) => leaked)), name).toEqual(new Set([true, false]));
      const nested = marksIn(NESTED).map((mark) => ({ ...mark, leaked: major === 22 }));
      const found = await prints<Mark[]>('run', ...LIMITS, NESTED);
      expect(linesOf(found)).toEqual(linesOf([...LIMITS.flatMap(marksIn), ...nested]));
    });

    test('an `await` at the top level of a module, which is no task; that of a function is', async () => {
      expect(await prints('hung-top-level')).toEqual([]);
      expect(linesOf(await prints<Mark[]>('hung-main'))).toEqual(linesOf(marksIn('hung-main')));
      project.write({ 'hangs.mjs': 'await new Promise(() => {});' });
      expect((await project.run(path ?? '', ['hangs.mjs'])).status).toBe(13);
    });

    test('a function that V8 compiles just then, until it is compiled', async () => {
      const { first, last } = await prints<{ first: number; last: number }>('being-compiled', '3000');
      expect(first).toBeLessThanOrEqual(last);
      expect(last).toBe(3000);
    });
  });
});

function marksIn(name: string): Mark[] {
  const lines = readFileSync(join(PROGRAMS, `${name}.ts`), 'utf8').split('\n');
  return lines.flatMap((line, index) => markOn(line, `${name}.ts:${index + 1}`) ?? []);
}
