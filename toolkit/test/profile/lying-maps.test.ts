/** A source map that lies, or is missing: the program runs, its tasks are shown, and no line of the text is broken. */
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installPacked } from '../packed.ts';

const PROGRAM = `import { formatProfile, profile } from 'taskscope';
async function waits() {
  await new Promise(() => {});
}
globalThis.held = waits();
console.log(formatProfile(profile()));
`;
/** Each line is said to be that of the author's file. */
const MAPPINGS = 'AAAA;AACA;AACA;AACA;AACA;AACA';

let folder = '';
let remove = (): void => {};
beforeAll(() => {
  ({ folder, remove } = installPacked());
  mkdirSync(join(folder, 'maps'));
});
afterAll(() => remove());

const inline = (map: unknown): string =>
  `data:application/json;base64,${Buffer.from(typeof map === 'string' ? map : JSON.stringify(map)).toString('base64')}`;
const lie = (fields: object): string =>
  inline({ version: 3, names: [], sources: ['a.ts'], mappings: MAPPINGS, ...fields });

test.each([
  ['is missing', 'nowhere.js.map'],
  ['is no JSON', inline('{')],
  ['is null', inline('null')],
  ['has no sources', lie({ sources: undefined })],
  ['has a source that is null', lie({ sources: [null] })],
  ['has a source on another machine', lie({ sources: ['file://elsewhere/a.ts'] })],
  ['has a source on the web', lie({ sources: ['https://example.org/a.ts'] })],
  ['has a source with lines in its name', lie({ sources: ['a\n1 @ 0x1\n.ts'] })],
  ['has mappings that are none', lie({ mappings: '!!!!' })],
  ['has mappings that are a number', lie({ mappings: 5 })],
  ['points in front of the file', lie({ mappings: ';AADDDDDD;AAzzzzzzC' })],
  ['points behind the file', lie({ mappings: 'AAAA;AAgggggggC;AAgggggggC' })],
])('a map that %s', async (name, url) => {
  const file = join(folder, 'maps', `${name}.mjs`);
  writeFileSync(file, `${PROGRAM}//# sourceMappingURL=${url}\n`);
  const { stdout } = await promisify(execFile)(process.execPath, ['--import=taskscope/register', file], {
    cwd: folder,
  });
  const [head, ...lines] = stdout.trimEnd().split('\n');
  expect(head).toBe('task profile: total 1');
  expect(lines.filter((line) => !line.startsWith('#'))).toEqual([expect.stringMatching(/^1 @ 0x[0-9a-f]+$/)]);
  expect(lines.at(-1)).toMatch(/^#\t0x[0-9a-f]+\twaits\+0x0\t.+:-?\d+$/);
});
