/**
 * Programs whose files a require hook compiles, as `ts-node/register`, `@babel/register`, `@swc-node/register` and sucrase do:
 * they run as without us, and their tasks are told at the author's lines. The hook here does as they do, with esbuild.
 */
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NODES } from '../nodes.ts';
import { installPacked, type Project } from '../packed.ts';
import { run } from '../run.ts';

const HOOK = `
const Module = require('node:module');
const { transformSync } = require('esbuild');
const loader = Module._extensions['.js'];
for (const extension of ['.js', '.jsx', '.ts', '.tsx']) {
  Module._extensions[extension] = function (module, file) {
    if (/source/.test(file)) {
      const compile = module._compile;
      module._compile = function (text, name) {
        module._compile = compile;
        const options = { loader: extension.slice(1), format: 'cjs', sourcefile: name, sourcemap: 'inline', jsxFactory: 'String' };
        module._compile(transformSync(text, options).code, name);
      };
    }
    loader(module, file);
  };
}
`;

/** Waits at line 6; what Node takes for an ES module by its syntax, or can't read at all. */
const source = (extension: string, body: string): string =>
  `
import { sep } from 'node:path';
${/ts/.test(extension) ? 'interface Typed { by: string }' : ''}
export async function work(): Promise<void> {
  ${/x/.test(extension) ? 'const element = <b>{sep}</b>;' : 'const element = sep;'}
  await new Promise(() => { element; });
}
${body}`.replace(/: Promise<void>/, /ts/.test(extension) ? '$&' : '');

const EXTENSIONS = ['js', 'jsx', 'ts', 'tsx'];
const PLACES = "profile().groups.map(({ frames: [frame] }) => frame.file.replace(/^.*source./, '') + ':' + frame.line)";

let project: Project;
beforeAll(() => {
  project = installPacked();
  project.link('esbuild');
  project.write({
    'hook.cjs': HOOK,
    'main.cjs': `
const { profile, skipped } = require('taskscope');
for (const file of JSON.parse(process.argv[2])) void require('./source/' + file).work();
console.log(JSON.stringify({ places: ${PLACES}, skipped: skipped() }));`,
    'source/none/package.json': '{}',
    'source/module/package.json': '{ "type": "module" }',
    ...Object.fromEntries(
      EXTENSIONS.flatMap((extension) => [
        [`source/none/file.${extension}`, source(extension, '')],
        [`source/module/file.${extension}`, source(extension, '')],
        [
          `source/none/entry.${extension}`,
          source(
            extension,
            `import { profile } from 'taskscope';\nvoid work();\nconsole.log(typeof require, ...${PLACES});`,
          ),
        ],
      ]),
    ),
  });
});
afterAll(() => project.remove());

describe.each(NODES)('on Node $major', ({ path }) => {
  const node = path ?? '';
  test.skipIf(path === null)(
    'a first file that is in no package, or in one that says nothing, starts as without us',
    async () => {
      const text =
        "import { tasks } from 'taskscope';\nvoid (async () => { await new Promise(() => {}); })();\nconsole.log(tasks().length);\n";
      const alone = mkdtempSync(join(tmpdir(), 'taskscope-alone-'));
      try {
        symlinkSync(join(project.folder, 'node_modules'), join(alone, 'node_modules'), 'junction');
        for (const extension of ['js', 'ts']) writeFileSync(join(alone, `app.${extension}`), text);
        const start = (file: string) => run(node, ['--import=taskscope/register', file], { folder: alone });
        for (const extension of ['js', 'ts'])
          expect(await start(`app.${extension}`)).toMatchObject({ status: 0, output: '1\n' });
        writeFileSync(join(alone, 'package.json'), 'no JSON');
        expect((await start('app.js')).errors).toContain('package.json');
      } finally {
        rmSync(alone, { recursive: true });
      }
    },
  );

  describe.skipIf(path === null)('with a require hook', () => {
    test('every file that is required runs, and is tracked', async () => {
      const files = ['none', 'module'].flatMap((type) => EXTENSIONS.map((extension) => `${type}/file.${extension}`));
      const words = ['--import=taskscope/register', '--require=./hook.cjs', 'main.cjs', JSON.stringify(files)];
      const { output, errors, status } = await project.run(node, words);
      expect({ status, errors }).toEqual({ status: 0, errors: '' });
      const { places, skipped }: { places: string[]; skipped: unknown[] } = JSON.parse(output);
      expect(places.sort()).toEqual(files.map((file) => `${file}:6`).sort());
      expect(skipped).toEqual([]);
    });

    test.each(EXTENSIONS)('the first file is compiled by it, too: entry.%s', async (extension) => {
      const entry = `source/none/entry.${extension}`;
      const bare = await project.run(node, ['--require=./hook.cjs', entry]);
      expect(bare).toEqual({ status: 0, output: 'function\n', errors: '' });
      const tracked = await project.run(node, ['--import=taskscope/register', '--require=./hook.cjs', entry]);
      expect(tracked).toEqual({ status: 0, output: `function none/entry.${extension}:6\n`, errors: '' });
    });
  });
});
