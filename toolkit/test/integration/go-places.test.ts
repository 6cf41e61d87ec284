/** Where `go` and `requestTasks` were called, as the author wrote it: compiled, bundled, minified, and with what we insert. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NODES } from '../nodes.ts';
import { installPacked, type Project } from '../packed.ts';

const COMPILE =
  "require('esbuild').buildSync({ entryPoints: ['app.ts'], minify: true, sourcemap: true, outfile: 'out/app.js' });";

/** Functions that are not async, so that `go` tracks them; line 14 has an insertion before the call, and another line's columns. */
const SOURCE = `import { go, tasks } from 'taskscope';
import { requestTasks } from 'taskscope/http';

/** What compilers leave out. */
interface Nothing {
  readonly at: string;
}

type Never = Promise<never>;
const wait = (): Never => new Promise(() => {});
const other = (): Never => new Promise(() => null);

void go(wait, { name: 'first' });
async function unused({ at }: Nothing): Promise<string> { await null; return at; } void go(other, { name: 'behind' });
const middleware = requestTasks();
middleware({ method: 'GET', url: '/orders' } as never, { once: unused } as never, () => {});
const places = tasks().map(({ name, frames: [frame] }) => [name, frame?.file, frame?.line, frame?.column]);
console.log(JSON.stringify(places.filter(([name]) => name !== 'unused')));
`;
const PLACES = [
  ['first', 13, 6],
  ['behind', 14, 89],
  ['GET /orders', 15, 20],
];

let project: Project;
beforeAll(async () => {
  project = installPacked();
  project.link('esbuild');
  project.write({ 'package.json': '{ "type": "module" }', 'app.ts': SOURCE });
  await project.run(process.execPath, ['--eval', COMPILE, '--input-type=commonjs']);
});
afterAll(() => project.remove());

describe.each(NODES)('on Node $major', ({ path }) => {
  const node = path ?? '';

  test.skipIf(path === null).each([
    ['a compiled file', ['out/app.js']],
    ['a compiled file that Node maps as well', ['--enable-source-maps', 'out/app.js']],
    ['a file whose types Node takes away', ['--experimental-strip-types', '--no-warnings', 'app.ts']],
  ])('in %s', async (_name, words) => {
    const { output, errors } = await project.run(node, ['--import=taskscope/register', ...words]);
    expect(errors).toBe('');
    const file = join(project.folder, 'app.ts');
    expect(JSON.parse(output)).toEqual(PLACES.map(([name, line, column]) => [name, file, line, column]));
  });
});

test('what nobody transforms is told as the program formats its stacks, where that can be read', async () => {
  project.write({
    'formatted.mjs': `import { go, tasks } from 'taskscope';
Error.prepareStackTrace = (_error, sites) => \`Error\${sites.map((site) => \`\\n    at \${site.getFunctionName()} (/made/from.ts:7:\${site.getLineNumber()})\`).join('')}\`;
function start() { void go(() => new Promise(() => {})); }
start();
const { file, line, column } = tasks()[0].frames[0];
console.log(file, line, column);`,
  });
  const { output } = await project.run(process.execPath, ['formatted.mjs']);
  expect(output).toBe('/made/from.ts 7 3\n');
});
