/**
 * What a leak test says is true, on every supported Node, with the packed package: a leak is proven, and blamed on the test
 * that started it; nothing that can still go on is blamed.
 */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NODES } from '../nodes.ts';
import { makeProject, type Project, run } from './project.ts';

/** Healthy tasks that a clock ends, and nobody else. */
const TIMED = /^(timer|interval|child process|file watcher|stream, generator|abort signal, time-out)/;

let project: Project = { folder: '', remove: () => {} };
beforeAll(() => {
  project = makeProject();
});
afterAll(() => project.remove());

describe.each(NODES)('on Node $major', ({ major, path }) => {
  async function result(program: string): Promise<unknown> {
    const words = ['--import=taskscope/register', join('programs', `${program}.mjs`)];
    const { status, output } = await run(path ?? '', words, project.folder);
    expect(status, output).toBe(0);
    return JSON.parse(output.slice(output.indexOf('{')));
  }

  test.skipIf(path === null)(
    'the sender that nobody receives from is proven; 800 ms of patience is no leak',
    async () => {
      interface Verdict {
        payload: string;
        errors: { name: string; message: string; stack: string }[];
      }
      const verdicts = (await result('proof')) as { [name: string]: Verdict } & {
        blamed: number;
        collections: number;
        count: number;
      };
      const { leaky, healthy, patient, patientUnref, blamed, collections, count } = verdicts;
      expect(leaky?.errors).toHaveLength(1);
      expect(leaky?.errors[0]?.message).toBe(
        'Leaked (proven): `sender`, started in the test "query", waits for ever at a `chan send`. Nothing that is left can wake it.',
      );
      expect(leaky?.errors[0]?.stack).toMatch(/> 13 \| .*the leak \*\/\n +\| {9}\^\n/);
      expect(leaky?.errors[0]?.stack).toMatch(
        /at sender \(.*proof\.mjs:13:9\)\n +at created by query\.query \(.*proof\.mjs:11:7\)$/,
      );
      for (const clean of [healthy, patient, patientUnref]) expect(clean?.errors).toEqual([]);
      expect(blamed).toBe(0);
      // Of 300 tests that wait at the same time: they share them, or are over before there is one.
      expect(collections).toBeLessThan(300);
      expect(count).toBe(1);
    },
  );

  test.skipIf(path === null)('whatever a live task waits on, it is not called leaked, and still finishes', async () => {
    const { started, leaked, atRelease, failure, finished, end } = (await result('healthy')) as {
      started: string[];
      leaked: string[];
      atRelease: string[];
      failure: string[] | null;
      finished: string[];
      end: number;
    };
    expect(started.length).toBeGreaterThanOrEqual(40);
    expect(leaked).toEqual([]);
    // While the collections were forced, they still waited; those that wait for 800 ms may be over on a busy machine.
    expect(atRelease.filter((name) => !TIMED.test(name))).toEqual([]);
    expect(failure).toBe(null);
    expect(finished.toSorted()).toEqual(started.toSorted());
    expect(end).toBe(0);
  });

  test.skipIf(path === null)(
    'of tests that run at the same time, the right one is blamed, whatever callback starts the task',
    async () => {
      const { contexts, one, clean, other } = (await result('attribution')) as { [name: string]: string[] };
      expect(clean).toEqual([]);
      expect(one?.toSorted()).toEqual(contexts?.map((context) => `one: ${context}`).sort());
      expect(other?.toSorted()).toEqual(contexts?.map((context) => `other: ${context}`).sort());
    },
  );

  test.skipIf(path === null)('two waits that any collection ends for ever are called what they then are', async () => {
    const lost = { untouched: 'finished', collected: 'pending', verdict: 'Leaked (proven)' };
    const kept = { untouched: 'finished', collected: 'finished', verdict: 'clean' };
    expect(await result('known')).toEqual({ abortedUnkept: lost, nestedAny: major === 22 ? lost : kept });
  });
});
