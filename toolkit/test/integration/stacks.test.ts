/** Stacks of errors, for those who read them: \`--enable-source-maps\`, \`Error.prepareStackTrace\`, and plain. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NODES } from '../nodes.ts';
import { installPacked, type Project } from '../packed.ts';

/** Every way to throw; each is caught by \`main\`, which prints the places that its stack names. */
const THROWS = `
const nothing = undefined;
const thrower = {
  async plain() { await null; throw new Error('plain'); },
  async member() { const a = await null; return a.b.c; },
  async call() { await null; nothing(); },
  async nested() { return [await null, await (async () => { await null; return nothing.deep; })()]; },
  async late() { const list = [1, await null, 3]; return list.map((each) => each.missing.name); },
  async inFinally() { try { await null; } finally { null.x; } },
  async *generator() { yield 1; await null; yield nothing.y; },
  async loops() { for await (const value of thrower.generator()) if (value > 1) break; },
  async assigned() { let a, b; a = b = (await null) ?? await thrower.plain(); return [a, b]; },
  sync() { const text = 'not touched'; throw new RangeError(text); },
  async returnsCall() { await null; return thrower.sync(); },
};
async function main() {
  for (const name of ['plain', 'member', 'call', 'nested', 'late', 'inFinally', 'loops', 'assigned', 'returnsCall']) {
    try { await thrower[name](); } catch (error) { console.log(name, places(error)); }
  }
}
main();
`;
const PLACES =
  "const places = (error) => error.stack.split('\\n').map((line) => /app\\.\\w+:(\\d+:\\d+)/.exec(line)?.[1]).filter(Boolean).join(' ');";
const CALL_SITES =
  "Error.prepareStackTrace = (error, sites) => sites; const places = (error) => error.stack.filter((site) => /app\\.\\w+$/.test(site.getFileName())).map((site) => site.getLineNumber()).join(' ');";

let project: Project;
beforeAll(() => {
  project = installPacked();
  for (const extension of ['mjs', 'cjs']) {
    project.write({
      [`plain/app.${extension}`]: PLACES + THROWS,
      [`sites/app.${extension}`]: CALL_SITES + THROWS,
    });
  }
});
afterAll(() => project.remove());

const withoutColumns = (text: string): string => text.replace(/:\d+/g, '');

describe.each(NODES)('on Node $major', ({ path }) => {
  const run = (...words: string[]) => project.run(path ?? '', words);
  const tracked = (...words: string[]) => run('--import=taskscope/register', ...words);

  describe.skipIf(path === null).each(['mjs', 'cjs'])('the stacks of errors in app.%s', (extension) => {
    test('with source maps have the lines and columns of the bare program', async () => {
      const bare = await run('--enable-source-maps', `plain/app.${extension}`);
      expect(bare.output.trim().split('\n')).toHaveLength(9);
      expect(await tracked('--enable-source-maps', `plain/app.${extension}`)).toEqual(bare);
    });

    test('without source maps have its lines', async () => {
      const bare = await run(`plain/app.${extension}`);
      const { output } = await tracked(`plain/app.${extension}`);
      expect(withoutColumns(output)).toBe(withoutColumns(bare.output));
    });

    test('have its lines for a program with `Error.prepareStackTrace`', async () => {
      const bare = await run(`sites/app.${extension}`);
      expect(bare.output).toContain('plain 4');
      expect(await tracked(`sites/app.${extension}`)).toEqual(bare);
    });
  });

  test.skipIf(path === null)('`go` finds its caller whatever `Error.prepareStackTrace` says', async () => {
    project.write({
      'prepared.mjs': `import { Channel, go, tasks } from 'taskscope';
const own = Error.prepareStackTrace = (error, sites) => ({ mine: sites.length });
void go(() => new Channel().receive(), { name: 'reader' });
console.log(tasks()[0].frames[0].line, Error.prepareStackTrace === own, Error.stackTraceLimit);`,
    });
    expect(await run('prepared.mjs')).toEqual({ status: 0, output: '3 true 10\n', errors: '' });
  });
});
