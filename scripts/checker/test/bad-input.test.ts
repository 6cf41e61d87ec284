/** What the checker says of services that misbehave, one for each way; and that nothing of them stays behind. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { isLeftOut, isShort } from '../../test/short.ts';
import type { Patience } from '../patience.ts';
import type { Fact, Verdict } from '../verdict.ts';
import { fixture, JudgePool, LAB, running } from './judging.ts';

let judges: JudgePool;
beforeAll(() => {
  judges = new JudgePool(3);
});
afterAll(() => judges.close());

/** Long enough for a busy machine, short enough for a test of what never comes. */
const SHORT: Partial<Patience> = { reply: 1500, answer: 1500 };

interface Expected {
  /** The fact that fails; absent where it passes or can't be judged. */
  fact?: string;
  where?: string;
  actual?: RegExp;
  help?: RegExp;
  /** What is shown of what the program printed. */
  output?: RegExp;
  reason?: RegExp;
  note?: RegExp;
  patience?: Partial<Patience>;
}

const PASSES: { [name: string]: Expected } = {
  healthy: {},
  'type-error': {},
  'listens-late': {},
  'only-version-six': {},
  'prints-without-end': {},
  'ignores-sigterm': {},
  'closes-its-output': {},
  'children-that-end': {},
  'hears-of-no-rejection': {},
  'thread-at-rest': {},
  'timers-that-end': {},
  commonjs: {},
  'pool-that-grows': { note: /6 task\(s\) were started once and kept/ },
  'pool-that-still-grows': { note: /36 task\(s\) were started once and kept/, patience: { settle: 400 } },
};

const FAILS: { [name: string]: Expected } = {
  leaks: { fact: 'count-returns-to-baseline', where: 'server.ts:9', help: /nothing settles it\..*Proven/s },
  'leaks-and-keeps': {
    fact: 'count-returns-to-baseline',
    where: 'server.ts:14',
    help: /Not proven: something still refers to them/,
    patience: { settle: 400 },
  },
  'answers-for-the-probe': { fact: 'count-returns-to-baseline', where: 'server.ts:15' },
  'syntax-error': {
    fact: 'starts',
    where: 'server.ts:3',
    actual: /^the file can't be read: Expected "\)" but found ";"$/,
    help: /typing mistake at or just before this place/,
  },
  'missing-import': {
    fact: 'starts',
    where: 'server.ts:1',
    actual: /^Cannot find module 'scripts\/.*serf\.ts' imported from scripts\/.*server\.ts$/,
    help: /names a file that is not there/,
  },
  'missing-export': {
    fact: 'starts',
    where: 'server.ts:1',
    actual: /^`\.\/serve\.ts` exports no `serf`$/,
    help: /a name that it does not export/,
  },
  'never-listens': {
    fact: 'starts',
    actual: /^none after 1\.5 s$/,
    help: /no server listens/,
    patience: { start: 1500 },
  },
  'ends-at-once': { fact: 'starts', actual: /^it ended with status 0$/, help: /nothing in it waits any more/ },
  'crashes-at-start': {
    fact: 'starts',
    where: 'server.ts:5',
    actual: /^Cannot read properties of undefined/,
    help: /^The program ended with this error, which nothing caught/,
  },
  'crashes-at-a-request': {
    fact: 'same-process',
    where: 'server.ts:4',
    actual: /is not valid JSON$/,
    help: /this error, which nothing caught/,
  },
  'swallows-rejections': {
    fact: 'same-process',
    where: 'server.ts:11',
    actual: /^nobody catches this$/,
    help: /reached nobody but a handler for the whole process/,
  },
  'listeners-that-stay': {
    fact: 'resources',
    help: /Left behind.*: listeners on `process`\./,
    patience: { settle: 500 },
  },
  'waits-that-stay': { fact: 'resources', help: /Left behind.*: waits on a channel/, patience: { settle: 500 } },
  'rejects-unhandled': {
    fact: 'same-process',
    where: 'server.ts:9',
    actual: /^nobody catches this$/,
    help: /caught where it arrives/,
    output: /Error: nobody catches this/,
  },
  'loops-at-start': {
    fact: 'starts',
    actual: /^it runs, and answers nobody$/,
    help: /event loop is blocked/,
    patience: { start: 1500, answer: 500 },
  },
  'loops-in-a-handler': { fact: 'same-process', help: /event loop is blocked/, patience: SHORT },
  'prints-in-a-loop': { fact: 'starts', help: /event loop is blocked/, patience: { start: 1500, answer: 500 } },
  'eats-heap': { fact: 'same-process', actual: /more than 384 MB of heap/, help: /grows without end/ },
  'eats-buffers': { fact: 'same-process', actual: /more than 768 MB$/, patience: { reply: 30_000 } },
  'answers-wrong': { fact: 'answers', actual: /^200 \{"n":5\}$/ },
  'answers-no-json': { fact: 'answers', actual: /^200 <p>one<\/p>$/ },
  'answers-without-end': { fact: 'answers', actual: /^more than 1000000 characters$/ },
  'hangs-half': { fact: 'answers', actual: /^timeout$/, patience: SHORT },
  'timers-that-stay': { fact: 'resources', help: /Left behind.*: timers\./, patience: { settle: 500 } },
  exits: { fact: 'same-process', where: 'server.ts:4', actual: /^`process\.exit\(0\)`$/, help: /not the process/ },
  'exits-on-error': { fact: 'same-process', where: 'server.ts:5', actual: /is not valid JSON$/ },
  'kills-itself': {
    fact: 'same-process',
    where: 'server.ts:4',
    actual: /^`process\.kill\(process\.pid, 'SIGKILL'\)`$/,
  },
  'thread-that-leaks': { fact: 'count-returns-to-baseline', where: 'thread.ts:6', help: /Proven/ },
  'replaces-the-backend': { fact: 'starts', where: 'server.ts:3', actual: /Cannot redefine property/ },
};

/** One of each kind of thing that a service can do wrong, for a plain `npm test`. */
const KEPT = [
  ...['healthy', 'type-error', 'pool-that-grows', 'leaks', 'syntax-error', 'never-listens', 'waits-that-stay'],
  ...['rejects-unhandled', 'loops-at-start', 'answers-wrong', 'exits', 'thread-that-leaks'],
  ...['is-killed', 'starts-a-child', 'closes-its-pipe', 'fakes-the-registry', 'opts-out'],
];

/** What is told in plain words needs no stack of the tools beside it. */
const PLAIN = ['syntax-error', 'missing-import', 'missing-export', 'exits', 'eats-heap', 'loops-at-start'];

const TAMPERED = /The task count rests on that, so nothing it says is certain/;
const UNJUDGED: { [name: string]: Expected } = {
  'is-killed': { reason: /ended by SIGKILL, from outside or by its own hand.*Try again/ },
  'ends-on-sigterm': { reason: /ended by SIGTERM, from outside or by its own hand.*Try again/ },
  'answers-slowly': { reason: /not done after 2\.5 s.*try it by hand/, patience: { deadline: 2500 } },
  'starts-a-child': {
    reason: /started 1 program that still runs \(`node scripts.*child\.mjs`\), and tasks in there are not counted/,
  },
  'detached-child': { reason: /started \d programs? that still runs? .*(parent|child)\.mjs/ },
  'thread-of-a-string': { reason: /1 worker thread does not tell the task count/ },
  'thread-without-probe': { reason: /1 worker thread does not tell the task count/ },
  'closes-its-pipe': { reason: /closed a file descriptor that it did not open: 3 or 4/ },
  'closes-the-other-pipe': { reason: /closed a file descriptor that it did not open: 3 or 4/ },
  'writes-to-the-pipe': { reason: /writes to a file descriptor that it did not open: 3 or 4/ },
  'writes-to-the-other-pipe': { reason: /writes to a file descriptor that it did not open: 3 or 4/ },
  'replaces-promise': { reason: /The program replaces `Promise`\./ },
  'replaces-then': { reason: /The program replaces `Promise\.prototype\.then`\./ },
  'replaces-set-timeout': { reason: /The program replaces `setTimeout`\./ },
  'replaces-process-exit': { reason: /The program replaces `process\.exit`\./ },
  'replaces-process-on': { reason: /The program replaces `process\.on`\./ },
  'fakes-the-registry': { reason: /reaches into the toolkit's internals/ },
  'fakes-the-runtime': { reason: /reaches into the toolkit's internals/ },
  'imports-internals': { reason: /imports `.*call-path\.ts`, which is no part of the lab/ },
  'imports-the-probe': { reason: /imports `.*backend\.ts`, which is no part of the lab/ },
  'exits-frames-twice': { reason: /changes the task count by other means than tasks/ },
  'opts-out': { reason: /server\.ts:9` is not tracked: `taskscope-ignore`\. Take the comment out/ },
  'is-skipped': { reason: /server\.ts` is not tracked: it uses names that start with `\$ts_`/ },
};

/** Those that need a hand: their tests stand below. */
const BY_HAND = ['fixed-port', 'tries-two-ports', 'deletes-itself'];

test('every fixture is judged here', () => {
  const known = [...Object.keys({ ...PASSES, ...FAILS, ...UNJUDGED }), ...BY_HAND];
  expect(readdirSync(fixture('.')).sort()).toEqual(known.sort());
});

describe.concurrent('passes', () => {
  test.for(Object.entries(PASSES))('%s', async ([name, { note, patience }], { skip }) => {
    skip(isLeftOut(name, KEPT));
    const verdict = await judge(fixture(name), patience);
    expect(verdict, told(verdict)).toMatchObject({ outcome: 'pass' });
    if (note === undefined) expect(verdict.notes).toEqual([]);
    else expect(verdict.notes.join()).toMatch(note);
  });
});

describe.concurrent('fails', () => {
  test.for(Object.entries(FAILS))('%s', async ([name, { fact, where, actual, help, output, patience }], { skip }) => {
    skip(isLeftOut(name, KEPT));
    const verdict = await judge(fixture(name), patience);
    const failed = failedFact(verdict);
    expect({ outcome: verdict.outcome, fact: failed?.id }, told(verdict)).toEqual({ outcome: 'fail', fact });
    if (where !== undefined) expect(failed?.where).toBe(`scripts/checker/test/fixtures/${name}/${where}`);
    if (actual !== undefined) expect(String(failed?.actual)).toMatch(actual);
    if (help !== undefined) expect(failed?.help).toMatch(help);
    if (output !== undefined) expect(verdict.output).toMatch(output);
    else if (PLAIN.includes(name)) expect(verdict.output).toBeUndefined();
  });
});

describe.concurrent('could not judge', () => {
  test.for(Object.entries(UNJUDGED))('%s', async ([name, { reason, patience }], { skip }) => {
    skip(isLeftOut(name, KEPT));
    const verdict = await judge(fixture(name), patience);
    expect(verdict.outcome, told(verdict)).toBe('could-not-judge');
    expect(verdict.reason).toMatch(reason ?? TAMPERED);
  });
});

test.skipIf(isShort)('a fixed port passes where it is free, and where it is taken nobody can judge', async () => {
  const taker = createServer();
  await new Promise<void>((resolve) => taker.listen(0, '127.0.0.1', resolve));
  const address = taker.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  // A judge takes its environment when it starts.
  vi.stubEnv('FIXTURE_PORT', String(port));
  const own = new JudgePool(1);
  try {
    const taken = await own.judge(fixture('fixed-port'));
    expect(taken, told(taken)).toMatchObject({ outcome: 'could-not-judge' });
    expect(taken.reason).toMatch(new RegExp(`port ${port} is taken.*process\\.env\\.PORT.*end the program`));
    expect(await own.judge(fixture('tries-two-ports'))).toMatchObject({ outcome: 'pass' });
    await new Promise((resolve) => taker.close(resolve));
    const free = await own.judge(fixture('fixed-port'));
    expect(free, told(free)).toMatchObject({ outcome: 'pass' });
  } finally {
    taker.close();
    await own.close();
    vi.unstubAllEnvs();
  }
  await nothingLeft(fixture('fixed-port'));
});

test('a file that the program deletes, or the learner, is named where it is missed', async () => {
  const root = join(import.meta.dirname, '../../../.leaklab');
  mkdirSync(root, { recursive: true });
  const folder = mkdtempSync(join(root, 'deleted-'));
  try {
    cpSync(join(LAB, 'serve.ts'), join(folder, 'serve.ts'));
    cpSync(fixture('deletes-itself'), folder, { recursive: true });
    const check = pathToFileURL(join(LAB, 'check.ts')).href;
    writeFileSync(join(folder, 'check.ts'), `export { default } from ${JSON.stringify(check)};\n`);
    const options = { labFolder: folder };
    const first = await judges.judge(folder, options);
    expect(first, told(first)).toMatchObject({ outcome: 'pass' });
    expect(existsSync(join(folder, 'server.ts'))).toBe(false);
    const second = await judges.judge(folder, options);
    expect(second.reason).toBe('`server.ts` is not there. Give the file its name back.');
    await nothingLeft(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

async function judge(folder: string, patience: Partial<Patience> = {}): Promise<Verdict> {
  const verdict = await judges.judge(folder, { patience });
  await nothingLeft(folder);
  return verdict;
}

/** A process that was ended may take a moment to be gone. */
function nothingLeft(folder: string): Promise<void> {
  return vi.waitFor(() => expect(running(folder)).toEqual([]), { timeout: 10_000, interval: 50 });
}

function failedFact({ facts }: Verdict): Fact | undefined {
  return facts.find(({ state }) => state === 'fail');
}

function told(verdict: Verdict): string {
  return JSON.stringify({ ...verdict, counts: undefined }, null, 1);
}
