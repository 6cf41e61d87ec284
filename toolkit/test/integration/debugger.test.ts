/** Breakpoints and steps, by the protocol that debuggers speak: they land on the author's lines. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isLeftOut } from '../../../scripts/test/short.ts';
import { NODES } from '../nodes.ts';
import { installPacked, type Project } from '../packed.ts';
import { DebugSession, type Step, type Stop } from './debug-session.ts';

const SOURCE = `/* Nothing runs on these lines. */
type Item = { id: number };

async function pause(id: number): Promise<void> {
  await null;
  log.push(id);
}

async function sum(ids: number[]): Promise<number> {
  let total = 0;
  for (const id of ids) {
    const before = await total;
    await pause(id);
    total = before + id;
  }
  return total;
}

const log: number[] = [];
const main = async (): Promise<void> => {
  const result = await sum([1]);
  try {
    if (result > 0) throw new Error('on purpose');
  } catch {
    console.log('caught');
  }
};
void main();
`;
const PLAIN = SOURCE.replace(/^type.*$/m, '').replace(/: (number|Promise<\w+>)(\[\])?/g, '');

/** Keys, and where each leads, from line 10 on. */
const PATH: [key: Step, name: string, line: number][] = [
  ['stepOver', 'sum', 11],
  ['stepOver', 'sum', 12],
  ['stepOver', 'sum', 13],
  ['stepInto', 'pause', 5],
  ['stepOver', 'pause', 6],
  ['stepOver', 'pause', 7],
  ['stepOver', 'sum', 14],
];

/** A tracked function has two stops more: at its head, and at the call that it comes back from. */
const more = (at: Stop, to: number): boolean =>
  (at.name === 'pause' && at.line === 4) || (at.name === 'sum' && at.line === 13 && to === 14);

let project: Project;
beforeAll(() => {
  project = installPacked();
  project.link('tsx');
  project.write({
    'package.json': '{ "type": "module" }',
    'app.mjs': PLAIN,
    'app.cjs': PLAIN,
    'app.ts': SOURCE,
  });
});
afterAll(() => project.remove());

const register = '--import=taskscope/register';
const WAYS: [name: string, words: string[]][] = [
  ['an ES module', [register, 'app.mjs']],
  ['a CommonJS module', [register, 'app.cjs']],
  ['TypeScript, by Node', [register, 'app.ts']],
  ['TypeScript, by tsx before', ['--import=tsx', register, 'app.ts']],
  ['TypeScript, by tsx after', [register, '--import=tsx', 'app.ts']],
  ['an ES module that is not transformed', ['app.mjs']],
];
const KEPT = ['an ES module', 'TypeScript, by tsx after'];

describe.each(NODES)('on Node $major', ({ path }) => {
  describe.skipIf(path === null)('a debugger', () => {
    test.for(WAYS)('stops and steps in %s', async ([name, words], { skip }) => {
      skip(isLeftOut(name, KEPT));
      const session = await DebugSession.start(path ?? '', words, project.folder);
      try {
        const file = /app\.\w+$/;
        let stop = await session.runTo(file, 10);
        expect(stop).toMatchObject({ name: 'sum', line: 10 });
        for (const [key, called, line] of PATH) {
          stop = await session.press(key, stop);
          if (more(stop, line)) stop = await session.press('stepOver', stop);
          expect(stop).toMatchObject({ name: called, line });
        }
        stop = await session.runTo(file, 23);
        expect(stop).toMatchObject({ name: 'main', line: 23 });
        stop = await session.press('stepOver', stop);
        expect(stop).toMatchObject({ name: 'main', line: 25 });
      } finally {
        await session.end();
      }
    });
  });
});
