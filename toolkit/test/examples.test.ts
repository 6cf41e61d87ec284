/**
 * The programs that README and guide show, and what they print, on every supported Node. What they print is kept beside
 * them, and shown as well: `npx vitest run toolkit/test/examples.test.ts -u` writes it down anew.
 */
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as taskscope from 'taskscope';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NODES } from './nodes.ts';
import { installPacked, type Project } from './packed.ts';

const TOOLKIT = join(import.meta.dirname, '..');
const EXAMPLES = join(TOOLKIT, 'examples');
const programs = readdirSync(EXAMPLES).filter((name) => name.endsWith('.ts'));

let project: Project;
beforeAll(() => {
  project = installPacked();
  cpSync(EXAMPLES, project.folder, { recursive: true });
  project.write({ 'package.json': '{ "type": "module" }' });
});
afterAll(() => project.remove());

describe.each(NODES)('on Node $major', ({ path }) => {
  test.skipIf(path === null).each(programs)('%s prints what is written down', async (name) => {
    const { status, output, errors } = await project.run(path ?? '', ['--import=taskscope/register', name]);
    expect({ status, errors }).toEqual({ status: 0, errors: '' });
    const shown = output.replaceAll(project.folder, '/app').trimEnd();
    await expect(`${shown}\n`).toMatchFileSnapshot(join(EXAMPLES, name.replace('.ts', '.txt')));
  });
});

test('the README names every public name, and every code of an error', () => {
  const readme = readFileSync(join(TOOLKIT, 'README.md'), 'utf8');
  const errors = readFileSync(join(TOOLKIT, 'src', 'errors.ts'), 'utf8');
  const codes = Array.from(errors.matchAll(/readonly code = '(\w+)'/g), ([, code = '']) => code);
  expect(codes.length).toBe(errors.match(/^export class /gm)?.length);
  const wanted = [...Object.keys(taskscope), ...codes];
  expect(wanted.filter((name) => !new RegExp(`\`(new )?${name}\\b`).test(readme))).toEqual([]);
});
