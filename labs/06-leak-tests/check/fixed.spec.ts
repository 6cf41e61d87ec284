/** What the checker itself asks of the learner's handlers: that each `answers`, as before, and `finishes`. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { inject, type Response } from 'light-my-request';
import { taskCount } from 'taskscope';
import { check } from 'taskscope/leaktest';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as handlers from '../handlers.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const HOOK = Symbol.for('leaklab.backend');
const REQUESTS = 20;
const AT_ONCE = 10;
/** An answer that waits for what it need not would never come. */
const PATIENCE = 500;

/** What was asked of the backend, and what answers it. */
class Backend {
  readonly asked: string[] = [];
  readonly #answers = new Map<string, () => void>();

  constructor() {
    Reflect.set(globalThis, HOOK, (name: string) => {
      this.asked.push(name);
      return new Promise<void>((resolve) => this.#answers.set(name, resolve));
    });
  }

  /** Answers these, all in one turn of the event loop, as soon as they are asked for. */
  async answer(...names: string[]): Promise<void> {
    const start = performance.now();
    for (const name of names) {
      while (!this.#answers.has(name)) {
        if (performance.now() - start > PATIENCE) throw new Error(`the backend is never asked for \`${name}\``);
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    for (const name of names) this.#answers.get(name)?.();
    await new Promise((resolve) => setImmediate(resolve));
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

async function answerOf(response: Promise<Response>): Promise<[status: number, body: unknown]> {
  const late = new Promise<never>((_resolve, reject) => {
    setTimeout(reject, PATIENCE, new Error('no answer: it waits for something that it need not wait for')).unref();
  });
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

describe('answers', () => {
  test.for(CASES)('$name', async ({ handler, url, before, after, expected }) => {
    const backend = new Backend();
    const response = call(handler, url);
    for (const names of before) await backend.answer(...[names].flat());
    expect(await answerOf(response)).toEqual(expected);
    for (const name of after) await backend.answer(name);
    expect(backend.asked.toSorted()).toEqual([...before.flat(), ...after].sort());
  });
});

describe('finishes', () => {
  test.for(CASES)('$name', async ({ name, handler, url, before, after }) => {
    const baseline = taskCount();
    const done = check(name);
    const backend = new Backend();
    const response = call(handler, url);
    for (const names of before) await backend.answer(...[names].flat());
    await response;
    for (const each of after) await backend.answer(each);
    await done();
    expect(taskCount()).toBe(baseline);
  });

  test.for(EACH_ONCE)(`$name, asked ${REQUESTS} times, ${AT_ONCE} at once`, async ({ name, handler, url }) => {
    const baseline = taskCount();
    const done = check(name);
    Reflect.set(globalThis, HOOK, () => new Promise((resolve) => setImmediate(resolve)));
    for (let asked = 0; asked < REQUESTS; asked += AT_ONCE)
      await Promise.all(Array.from({ length: AT_ONCE }, () => call(handler, url)));
    await done();
    expect(taskCount()).toBe(baseline);
  });
});
