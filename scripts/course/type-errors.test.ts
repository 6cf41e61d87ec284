import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Lab, readCourse } from './course.ts';
import { typeErrors } from './type-errors.ts';

const ROOT = join(import.meta.dirname, '../..');
let folder: string;
let lab: Lab;

/** A lab with a mistake. */
beforeEach(() => {
  mkdirSync(join(ROOT, '.leaklab'), { recursive: true });
  folder = mkdtempSync(join(ROOT, '.leaklab', 'types-'));
  const [first] = readCourse(ROOT);
  if (first === undefined) throw new Error('no lab');
  lab = first;
  mkdirSync(join(folder, 'labs', lab.name), { recursive: true });
  writeFileSync(join(folder, 'labs', lab.name, 'server.ts'), 'const n: number = "one";\nexport { n };\n');
  include('labs/*/server.ts');
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the place and the words of a mistake in a file of the lab', async () => {
  const [error, ...rest] = await typeErrors(folder, lab, new AbortController().signal);
  expect(error).toMatch(new RegExp(`^labs/${lab.name}/server\\.ts:1: Type 'string' is not assignable`));
  expect(rest).toEqual([]);
});

test.skipIf(process.platform === 'win32')(
  'who does not want to know any more waits no longer, and leaves no compiler behind',
  async () => {
    // Enough other files to keep the compiler busy for a while.
    include('labs/*/server.ts', '../../scripts/**/*.ts');
    const unwanted = new AbortController();
    const errors = typeErrors(folder, lab, unwanted.signal);
    await vi.waitFor(() => expect(compilers()).not.toEqual([]), { timeout: 20_000, interval: 10 });
    unwanted.abort();
    expect(await errors).toEqual([]);
    await vi.waitFor(() => expect(compilers()).toEqual([]), { timeout: 20_000 });
    expect(await typeErrors(folder, lab, unwanted.signal)).toEqual([]);
  },
);

function include(...files: string[]): void {
  const config = { extends: '../../tsconfig.json', compilerOptions: { types: [] }, include: files };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
}

/** The compiler itself, which the script starts. */
function compilers(): string[] {
  return execFileSync('ps', ['-A', '-o', 'args='], { encoding: 'utf8', maxBuffer: 2 ** 26 })
    .split('\n')
    .filter((line) => line.includes(`--project ${folder}`) && !/\bbin\/tsc\b/.test(line));
}
