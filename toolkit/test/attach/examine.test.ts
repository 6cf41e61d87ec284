/** What is decided before anything is done to a process, from what the system tells of it. */
import { describe, expect, test } from 'vitest';
import { estimate, objection } from '../../src/attach/estimate.ts';
import { examine } from '../../src/attach/examine.ts';
import { armed, DONE, leaving, understand } from '../../src/attach/guardian-words.ts';
import { inspectorOptions } from '../../src/attach/options.ts';
import { type ProcessFacts, readFacts } from '../../src/attach/process-facts.ts';

const FACTS: ProcessFacts = {
  pid: 4711,
  start: '1',
  state: 'S',
  group: 4711,
  uid: 1000,
  tracer: 0,
  innerPid: 4711,
  caught: true,
  pending: false,
  open: true,
  resident: 2 ** 26,
  network: 'net:[1]',
  words: ['node', 'app.js'],
  nodeOptions: [],
};
const ASKING = { pid: 1, uid: 1000, network: 'net:[1]' };

test('a Node of ours that catches the signal may be sent it', () => {
  expect(() => examine(FACTS, 'v24.1.0', ASKING)).not.toThrow();
  expect(() => examine({ ...FACTS, uid: 1001 }, 'v24.1.0', { ...ASKING, uid: 0 })).not.toThrow();
});

test.each<[string, Partial<ProcessFacts>, string | null, string]>([
  ['this command', { pid: 1, group: 1 }, 'v24.1.0', 'is this command itself'],
  ['a thread', { group: 4000 }, 'v24.1.0', 'is a thread of process `4000`: attach to that.'],
  ['one that has ended', { state: 'Z' }, 'v24.1.0', 'has ended'],
  ["another user's", { uid: 0 }, 'v24.1.0', 'belongs to another user: attach as that user, or as root.'],
  ['one that may not be looked at', { open: false }, null, 'may not be looked at'],
  ['no Node', {}, null, 'runs no Node that is known by its executable, and is sent no signal'],
  ['an old Node', {}, 'v20.9.0', 'runs Node v20.9.0, and this was tried on 22 and newer'],
  ['one that is stopped', { state: 'T' }, 'v24.1.0', '`kill -CONT 4711`'],
  ['one that is traced', { tracer: 12 }, 'v24.1.0', 'is being traced by process `12`'],
  ['one in a container', { network: 'net:[2]', innerPid: 7 }, 'v24.1.0', 'npx taskscope attach 7'],
  ['one that does not catch the signal', { caught: false }, 'v24.1.0', 'does not catch SIGUSR1, which might end it'],
  [
    'one that was told not to',
    { caught: false, nodeOptions: ['--disable-sigusr1'] },
    'v24.1.0',
    'was started with `--disable-sigusr1`',
  ],
])('%s is sent nothing, and told so', (_what, facts, node, sentence) => {
  expect(() => examine({ ...FACTS, ...facts }, node, ASKING)).toThrow(sentence);
});

test('the last option counts, and the port may stand behind it', () => {
  expect(inspectorOptions([], ['node', 'app.js'])).toEqual({ port: 9229, open: false, disabled: null });
  expect(inspectorOptions(['--inspect=1'], ['node', '--inspect-port', '0.0.0.0:2'])).toEqual({
    port: 2,
    open: true,
    disabled: null,
  });
});

test('a heap whose snapshot would need more memory than is free, or a long time, is objected to', () => {
  expect(objection(estimate(2 ** 25), 2 ** 40)).toBe(null);
  expect(objection(estimate(2 ** 25), 2 ** 25)).toMatch(
    /^it would need about 146 MiB of memory for it, and has 32 MiB/,
  );
  expect(objection(estimate(2 ** 30), 2 ** 40)).toMatch(/^it would stand still for about 72 s/);
});

test('the guardian knows what it has to guard, and whether it is done', () => {
  expect(understand('')).toEqual({ before: null, leaving: null, done: false });
  expect(understand(armed(['1', '22']))).toEqual({ before: new Set(['1', '22']), leaving: null, done: false });
  expect(understand(armed(['1']) + leaving('22'))).toEqual({ before: new Set(['1']), leaving: '22', done: false });
  expect(understand(armed([]) + DONE).done).toBe(true);
});

describe.runIf(process.platform === 'linux')('on Linux', () => {
  test('of this process: it catches SIGUSR1, as every Node does', () => {
    expect(readFacts(process.pid)).toMatchObject({ pid: process.pid, group: process.pid, caught: true, open: true });
  });

  test('of none that is not there', () => {
    expect(readFacts(2 ** 22 + 1)).toBe(null);
  });
});
