/** What the checker itself asks of the learner's handlers: that each `answers`, as before, and `finishes`. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { inject, type Response } from 'light-my-request';
import { collect, settle, taskCount } from 'taskscope';
import { check } from 'taskscope/leaktest';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as handlers from '../handlers.ts';
import { pendingTimers, realTimeout, standStill } from './own-timers.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const HOOK = Symbol.for('leaklab.backend');
const REQUESTS = 20;
const AT_ONCE = 10;
/** An answer that waits for what it need not would never come. */
const PATIENCE = 500;
/** On a busy machine half a second may be a few turns of the event loop: nobody is given up before it had these. */
const TURNS = 50;
/** Milliseconds for the tasks of the tests before, and for timers, to end. */
const REST = 1500;
const TIMERS_END = 3000;
/** One timer for every so many requests is no chance. */
const REQUESTS_FOR_ONE = 4;

/** What was asked of the backend, and what answers it. */
class Backend {
  readonly asked: string[] = [];
  readonly #answers = new Map<string, () => void>();
  readonly #all = new Map<string, (() => void)[]>();

  constructor() {
    Reflect.set(globalThis, HOOK, (name: string) => {
      this.asked.push(name);
      return new Promise<void>((resolve) => {
        this.#answers.set(name, resolve);
        this.#all.set(name, [...(this.#all.get(name) ?? []), resolve]);
      });
    });
  }

  /** Answers all that were asked for by this name, and tells how many. */
  async answerAll(name: string): Promise<number> {
    await this.answer(name);
    const waiting = this.#all.get(name) ?? [];
    for (const answer of waiting) answer();
    return waiting.length;
  }

  /** Answers these, all in one turn of the event loop, as soon as they are asked for. */
  async answer(...names: string[]): Promise<void> {
    const start = performance.now();
    for (const name of names) {
      for (let turns = 0; !this.#answers.has(name); turns++) {
        if (turns > TURNS && performance.now() - start > PATIENCE)
          throw new Error(`the backend is never asked for \`${name}\``);
        await turn();
      }
    }
    for (const name of names) this.#answers.get(name)?.();
    await turn();
  }
}

/** Where one does not answer, that is what there is to say. */
let broken = false;
beforeEach(({ skip }) => skip(broken));
afterEach(({ task }) => {
  broken ||= task.result?.state === 'fail';
  Reflect.deleteProperty(globalThis, HOOK);
});

/** Rejected with the handler's own error where it throws in place of an answer. */
function call(handler: Handler, url: string): Promise<Response> {
  return new Promise((resolve, reject) => {
    const answer = inject((request, response) => {
      const handled = new Promise<void>((done) => done(handler(request, response)));
      handled.catch((error: unknown) => {
        // Behind its answer, an error has nobody to hear it, as in a service.
        if (response.writableEnded) throw error;
        reject(error);
      });
    }, url);
    answer.then(resolve, reject);
  });
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function tooLate(): Promise<never> {
  await new Promise((resolve) => realTimeout(resolve, PATIENCE).unref());
  for (let turns = 0; turns < TURNS; turns++) await turn();
  throw new Error('no answer: it waits for something that it need not wait for');
}

async function answerOf(response: Promise<Response>): Promise<[status: number, body: unknown]> {
  const late = tooLate();
  late.catch(() => {});
  const { statusCode, payload } = await Promise.race([response, late]);
  return [statusCode, JSON.parse(payload)];
}

interface Case {
  name: string;
  handler: Handler;
  url: string;
  /** What the backend answers before the response: one after the other, or those in a list of their own in one turn. */
  before: (string | string[])[];
  /** What it answers after it. */
  after: string[];
  expected: [status: number, body: unknown];
}

const row = (source: string) => ({ source, id: '7' });
const isTwoRows = (body: unknown): boolean =>
  Array.isArray(body) && body.length === 2 && new Set(body.map(({ source }) => source)).size === 2;
const CASES: Case[] = [
  ...[
    ['users', 'orders', 'tags'],
    ['tags', 'orders', 'users'],
    ['orders', 'tags', 'users'],
  ].map(
    ([first = '', second = '', third = '']): Case => ({
      name: 'query',
      handler: handlers.query,
      url: '/query?id=7',
      before: [first, second],
      after: [third],
      expected: [200, [row(first), row(second)]],
    }),
  ),
  {
    name: 'query, where all three tables answer at once',
    handler: handlers.query,
    url: '/query?id=7',
    before: [['users', 'orders', 'tags']],
    after: [],
    // Of those that came in one turn, none was first.
    expected: [200, expect.toSatisfy(isTwoRows)],
  },
  {
    name: 'report',
    handler: handlers.report,
    url: '/report?id=annual',
    before: ['reports'],
    after: [],
    expected: [200, ['1. income', '2. expenses', '3. outlook']],
  },
  {
    name: 'report',
    handler: handlers.report,
    url: '/report?id=none',
    before: ['reports'],
    after: [],
    expected: [404, { error: 'no such report' }],
  },
  {
    name: 'purchase',
    handler: handlers.purchase,
    url: '/purchase?item=lamp',
    before: [],
    after: ['audit'],
    expected: [202, { item: 'lamp' }],
  },
  {
    name: 'login',
    handler: handlers.login,
    url: '/login?user=ada',
    before: [],
    after: ['renewal'],
    expected: [200, { user: 'ada' }],
  },
];

/** One of the cases of each way through the handlers. */
const EACH_ONCE = CASES.filter(({ url }, index) => CASES.findIndex((other) => other.url === url) === index);

/** Tasks in a test that has called no handler yet. */
let quiet = 0;
test('answers nothing that is not asked', async () => {
  quiet = taskCount();
});

/** Tasks of the tests before may still be about to end. */
async function baselineAtRest(): Promise<number> {
  await settle({ baseline: quiet, timeout: REST });
  return taskCount();
}

/** No more tasks than before: those of other tests may have ended meanwhile. */
function leavesNothing(baseline: number): void {
  expect(taskCount(), 'tasks that were there before, and after').toBeLessThanOrEqual(baseline);
}

describe('answers', () => {
  test.for(CASES)('$name', async ({ handler, url, before, after, expected }) => {
    const backend = new Backend();
    // By what the backend says, and not by the clock.
    const goOn = standStill();
    const response = call(handler, url);
    for (const names of before) await backend.answer(...[names].flat());
    try {
      expect(await answerOf(response)).toEqual(expected);
    } finally {
      goOn();
    }
    for (const name of after) await backend.answer(name);
    expect(backend.asked.toSorted()).toEqual([...before.flat(), ...after].sort());
  });
});

describe('answers at once', () => {
  test.for(CASES.filter(({ before }) => before.length === 0))(
    '$name, while what was begun for another one goes on',
    async ({ handler, url, after, expected }) => {
      const backend = new Backend();
      const goOn = standStill();
      try {
        for (let asked = 0; asked < 2; asked++) expect(await answerOf(call(handler, url))).toEqual(expected);
      } finally {
        goOn();
      }
      for (const name of after) expect(await backend.answerAll(name)).toBe(2);
    },
  );
});

describe('finishes', () => {
  test.for(CASES)('$name', async ({ name, handler, url, before, after }) => {
    const baseline = await baselineAtRest();
    const done = check(name);
    const backend = new Backend();
    const response = call(handler, url);
    for (const names of before) await backend.answer(...[names].flat());
    await response;
    for (const each of after) await backend.answer(each);
    await done();
    leavesNothing(baseline);
  });

  test.for(EACH_ONCE)(`$name, asked ${REQUESTS} times, ${AT_ONCE} at once`, async ({ name, handler, url }) => {
    const baseline = await baselineAtRest();
    const timers = pendingTimers();
    const done = check(name);
    Reflect.set(globalThis, HOOK, () => new Promise((resolve) => setImmediate(resolve)));
    for (let asked = 0; asked < REQUESTS; asked += AT_ONCE)
      await Promise.all(Array.from({ length: AT_ONCE }, () => call(handler, url)));
    await done();
    leavesNothing(baseline);
    await noTimersAre(timers);
  });
});

/** A timer that was left may be about to fire. */
async function noTimersAre(before: number): Promise<void> {
  const deadline = performance.now() + TIMERS_END;
  const most = before + REQUESTS / REQUESTS_FOR_ONE;
  while (pendingTimers() >= most && performance.now() < deadline) {
    await collect();
    await new Promise((resolve) => realTimeout(resolve, 10));
  }
  expect(pendingTimers(), 'timers that were left behind').toBeLessThan(most);
}
