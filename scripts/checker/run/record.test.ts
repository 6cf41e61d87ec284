import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { type Kind, LAB_NAME, REQUESTS, TinyCourse } from '../../lab/run/tiny-course.ts';
import { isLeftOut, isShort } from '../../test/short.ts';
import { loadChecker } from '../load-checker.ts';
import type { RunDefinition } from './definition.ts';
import { RunFailed, record } from './record.ts';
import type { Recording } from './recording.ts';
import { requests } from './requests.ts';

interface Options {
  onSample?: (recording: Recording) => void;
  signal?: AbortSignal;
  definition?: RunDefinition;
  namesTheLine?: boolean;
}

async function recordTiny(
  kind: Kind,
  { onSample, signal, definition, namesTheLine = false }: Options = {},
): Promise<Recording> {
  const course = new TinyCourse(kind);
  try {
    const folder = join(course.root, 'labs', LAB_NAME);
    const { run } = await loadChecker(folder);
    if (run === undefined) throw new Error('the tiny course has a run');
    const request = { lab: LAB_NAME, folder, labFolder: folder, namesTheLine, seed: 1 };
    return await record(definition ?? run, request, onSample ?? (() => {}), signal ?? new AbortController().signal);
  } finally {
    course.close();
  }
}

const processes = (): number => process.getActiveResourcesInfo().filter((name) => name === 'ProcessWrap').length;

// They wait more than they work.
describe.concurrent('what is seen of a program', () => {
  test('tasks that can never finish stay, and are proven, with the line that they wait at', async () => {
    const recording = await recordTiny('leaks');
    expect(recording).toMatchObject({ outcome: 'leaked', baseline: 0, after: REQUESTS, leaked: REQUESTS });
    expect(recording.groups).toEqual([
      {
        count: REQUESTS,
        wait: 'await',
        leaked: true,
        where: expect.stringMatching(/labs\/01-tiny\/server\.ts:6$/),
        source: '(async () => { await new Promise(() => {}); })();',
        stack: [{ name: expect.any(String), where: expect.stringMatching(/labs\/01-tiny\/server\.ts:6$/) }],
      },
    ]);
  });

  const toBeFound = requests({
    route: '/work',
    path: (index) => `/work?number=${index}`,
    amount: REQUESTS,
    connections: 3,
    lookUp: 'Ask it.',
  });

  test('where the line is to be found, no line is told, and where to ask is', async () => {
    const recording = await recordTiny('leaks', { definition: toBeFound });
    expect(recording.groups).toMatchObject([{ count: REQUESTS, leaked: true }]);
    expect(JSON.stringify(recording)).not.toMatch(/server\.ts|Promise/);
    expect(recording.notes).toEqual([expect.stringContaining('Ask it.')]);
  });

  test.skipIf(isShort)('once it may be named, it is', async () => {
    const recording = await recordTiny('leaks', { definition: toBeFound, namesTheLine: true });
    expect(recording.groups).toMatchObject([{ count: REQUESTS, where: expect.stringMatching(/server\.ts:6$/) }]);
    expect(recording.notes).toEqual([]);
  });

  test.skipIf(isShort)('tasks that somebody could still wake stay, and are suspected only', async () => {
    const recording = await recordTiny('keeps');
    expect(recording).toMatchObject({ outcome: 'stuck', after: REQUESTS, leaked: 0 });
    expect(recording.groups).toMatchObject([{ count: REQUESTS, leaked: false }]);
  });

  test('tasks that end leave the baseline', async () => {
    const recording = await recordTiny('settles');
    expect(recording).toMatchObject({ outcome: 'settled', after: 0, leaked: 0, groups: [], notes: [] });
    expect(recording.peak).toBeGreaterThan(0);
    expect(recording.samples.at(-1)?.[1]).toBe(0);
  });

  test.skipIf(isShort)('a peak that is over within milliseconds is in the samples all the same', async () => {
    const { peak, samples } = await recordTiny('bursts');
    expect(peak).toBeGreaterThanOrEqual(40);
    expect(Math.max(...samples.map(([, count]) => count))).toBe(peak);
  });

  test.skipIf(isShort)('the backend answers by the clock, as it does by hand', async () => {
    expect(await recordTiny('asks')).toMatchObject({ outcome: 'settled', after: 0 });
  });

  test.skipIf(isShort)('requests that are not answered are told beside it', async () => {
    const definition = requests({ route: '/', path: () => '/absent', amount: 5, connections: 1 });
    const recording = await recordTiny('settles', { definition });
    expect(recording.notes).toEqual(['5 of 5 requests were not answered with 200.']);
  });
});

test.skipIf(isShort)(
  'it tells how it goes: idle, then the load, then settling; and it leaves no process behind',
  async () => {
    const phases = new Set<string>();
    const { marks } = await recordTiny('settles', {
      onSample: (recording) => phases.add(`${recording.outcome} ${recording.marks.map(({ name }) => name).join(' ')}`),
    });
    expect([...phases]).toEqual(['running ', 'running load', 'running load settle', 'settled load settle']);
    expect(marks[0]?.ms).toBeLessThanOrEqual(marks[1]?.ms ?? 0);
    await vi.waitFor(() => expect(processes()).toBe(0));
  },
);

describe('a run that does not come to its end', () => {
  test.skipIf(isShort)('a program that ends itself: where, and what to do', async () => {
    const error = await recordTiny('dies').catch((reason: unknown) => reason);
    if (!(error instanceof RunFailed)) throw error;
    expect(error.finding).toMatchObject({ actual: '`process.exit(3)`', where: expect.stringMatching(/server\.ts:6$/) });
  });

  test('a program that can not be read', async () => {
    const error = await recordTiny('broken').catch((reason: unknown) => reason);
    if (!(error instanceof RunFailed)) throw error;
    expect(error.finding.where).toMatch(/server\.ts:\d+$/);
  });

  test('`play` without `watch` is told to the author', async () => {
    await expect(recordTiny('settles', { definition: { title: 'nothing', play: async () => {} } })).rejects.toThrow(
      'stage.watch',
    );
  });

  test.for(['running ', 'running load', 'running load settle'])(
    'aborted while it is at `%s`, it leaves no process behind',
    async (phase, { skip }) => {
      skip(isLeftOut(phase, ['running load']));
      // Those of the test before have been told to end, and may not have yet.
      await vi.waitFor(() => expect(processes()).toBe(0));
      const over = new AbortController();
      const recording = recordTiny('keeps', {
        signal: over.signal,
        onSample({ outcome, marks }) {
          if (`${outcome} ${marks.map(({ name }) => name).join(' ')}` === phase) over.abort(new Error('Ctrl-C'));
        },
      });
      await expect(recording).rejects.toThrow('Ctrl-C');
      await vi.waitFor(() => expect(processes()).toBe(0));
    },
  );
});
