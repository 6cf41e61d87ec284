/** What the transform can't handle runs as it is, and is named. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NODES } from '../nodes.ts';
import { installPacked, type Project } from '../packed.ts';

const SHOW =
  'console.log(JSON.stringify(skipped().map(({ file, ...place }) => ({ file: file.replace(/^.*[\\\\/]/, ""), ...place }))));';

let project: Project;
beforeAll(() => {
  project = installPacked();
  project.link('tsx');
  project.write({
    'natives.cjs': 'exports.run = async () => { await null; return typeof %GetOptimizationStatus(exports.run); };',
    'names.cjs': 'const $ts_mine = 1; exports.run = async () => { await null; return $ts_mine; };',
    'twice.cjs':
      'exports.run = async function () {\n  return inner();\n  function inner() { return 1; }\n  function inner() { return 2; }\n};',
    'opted-out.cjs': 'exports.run = async () => 1;\n// taskscope-ignore\nexports.other = async () => { await null; };',
    'plain.cjs': 'exports.run = () => "no async function, nothing to name".length;',
    'app.cjs': `const { skipped } = require('taskscope');
(async () => {
  for (const name of ['natives', 'names', 'twice', 'opted-out', 'plain']) console.log(name, await require('./' + name + '.cjs').run());
  ${SHOW}
})();`,
    'typed/package.json': '{}',
    'typed/app.ts': `import { skipped } from 'taskscope';
interface Removed { by: 'the compiler' }

// taskscope-ignore
const own = async (): Promise<void> => { await null; };
void own();
${SHOW}`,
  });
});
afterAll(() => project.remove());

describe.each(NODES)('on Node $major', ({ path }) => {
  describe.skipIf(path === null)('what is passed over', () => {
    test('runs, and is named with its reason', async () => {
      const flags = ['--allow-natives-syntax', '--import=taskscope/register'];
      const { status, output, errors } = await project.run(path ?? '', [...flags, 'app.cjs']);
      expect({ status, errors }).toEqual({ status: 0, errors: '' });
      const lines = output.trim().split('\n');
      expect(lines.slice(0, -1)).toEqual(['natives number', 'names 1', 'twice 2', 'opted-out 1', 'plain 34']);
      expect(JSON.parse(lines.at(-1) ?? '')).toEqual([
        { file: 'natives.cjs', reason: expect.stringContaining("it can't be parsed: ") },
        { file: 'names.cjs', reason: 'it uses names that start with `$ts_`' },
        { file: 'twice.cjs', line: 1, reason: 'it declares the function `inner` twice' },
        { file: 'opted-out.cjs', line: 3, reason: '`taskscope-ignore`' },
      ]);
    });

    test("is named at its author's line, and once, where a loader reads the file again", async () => {
      const flags = ['--import=taskscope/register', '--import=tsx'];
      const { output } = await project.run(path ?? '', [...flags, 'typed/app.ts']);
      expect(JSON.parse(output)).toEqual([{ file: 'app.ts', line: 5, reason: '`taskscope-ignore`' }]);
    });
  });
});
