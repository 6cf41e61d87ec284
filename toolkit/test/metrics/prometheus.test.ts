/** `taskscope/prometheus` with the real prom-client, in processes of their own: what a scrape reads, and what is refused. */
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NODES } from '../nodes.ts';
import { installPacked, type Project } from '../packed.ts';
import { type Steps, seriesOf, startSteps } from './steps.ts';

const PROGRAMS = join(import.meta.dirname, 'programs');
const source = readFileSync(join(PROGRAMS, 'prometheus.mjs'), 'utf8').split('\n');
const lineOf = (comment: string): number => source.findIndex((text) => text.includes(`// ${comment}`)) + 1;
const group = (name: string, line: number, wait = 'await', file = 'prometheus.mjs'): string =>
  `taskscope_group_tasks{site="programs/${file}:${line}",wait="${wait}",function="${name}"}`;
const WAITS = group('waits', lineOf('waits here'));
const LOST = group('lost', lineOf('lost here'));

const WILD = 'programs/wild "1"\n订单.mjs';

let project: Project;
beforeAll(() => {
  project = installPacked();
  project.link('prom-client');
  cpSync(PROGRAMS, join(project.folder, 'programs'), { recursive: true });
  project.write({
    'package.json': '{ "name": "shop", "type": "module" }',
    [WILD]: 'export async function 等待() { await new Promise((resolve) => { globalThis.kept = resolve; }); }\n',
  });
});
afterAll(() => project.remove());

describe.each(NODES)('on Node $major', ({ path }) => {
  const node = path ?? '';
  describe.skipIf(path === null)('prom-client', () => {
    let steps: Steps;
    beforeAll(() => {
      steps = startSteps(node, ['--import=taskscope/register', 'programs/prometheus.mjs'], project.folder);
    });
    afterAll(() => steps.end());
    const scraped = async (): Promise<{ [series: string]: number }> => seriesOf(await steps.take('metrics'));

    // One program goes through all of this, as a service would.
    test('counts, proofs and groups are those of the moment of the scrape', async () => {
      await steps.take('register');
      const atStart = await scraped();
      expect(atStart).toMatchObject({ taskscope_tasks: 0, taskscope_tasks_leaked_total: 0, taskscope_tracking: 1 });
      await steps.take('wait');
      expect(await scraped()).toMatchObject({ taskscope_tasks: 3, taskscope_frames: 3, [WAITS]: 3 });
      await steps.take('lose');
      const proven = await scraped();
      expect(proven).toMatchObject({ taskscope_tasks: 8, taskscope_tasks_leaked_total: 5, [LOST]: 5 });
      expect(proven['taskscope_frames_started_total']).toBe((atStart['taskscope_frames_started_total'] ?? 0) + 8);
      await steps.take('end');
      const after = await scraped();
      expect(after).toMatchObject({ taskscope_tasks: 5, taskscope_tasks_leaked_total: 5, [LOST]: 5 });
      expect(after[WAITS]).toBeUndefined();
    });

    test('worker threads are in the numbers, and what they have lost stays counted when they end', async () => {
      await steps.take('worker');
      // A thread is asked once its greeting has come through; on a busy machine it may miss a question.
      await expect.poll(scraped).toMatchObject({ taskscope_threads_missing: 0, taskscope_tasks_leaked_total: 6 });
      const during = await scraped();
      expect(during).toMatchObject({ taskscope_tasks: 7, taskscope_tasks_leaked_total: 6 });
      expect(during[group('inWorker', 7, 'await', 'worker.mjs')]).toBe(1);
      await steps.take('endWorker');
      const after = await scraped();
      expect(after).toMatchObject({ taskscope_tasks: 5, taskscope_tasks_leaked_total: 6 });
      expect(after['taskscope_frames_started_total']).toBeGreaterThanOrEqual(
        during['taskscope_frames_started_total'] ?? Number.POSITIVE_INFINITY,
      );
    });

    test('a registry of its own, a prefix, and labels with quotes, line ends and Chinese characters', async () => {
      const custom = seriesOf(await steps.take('custom'));
      expect(custom['my_taskscope_tasks{service="shop \\"1\\"\\n订单"}']).toBe(5);
      const groups = Object.entries(custom).filter(([series]) => series.startsWith('my_taskscope_group_tasks'));
      expect(groups).toEqual([[expect.stringMatching(/service="shop .*订单".*function="lost"/), 5]]);
    });

    test('a place in a file whose name has quotes, line ends and Chinese characters', async () => {
      const wild = startSteps(node, ['--import=taskscope/register', 'programs/prometheus.mjs'], project.folder, {
        WILD: join(project.folder, WILD),
      });
      await wild.take('register');
      await wild.take('wild');
      const site = WILD.replaceAll('"', '\\"').replaceAll('\n', '\\n');
      expect(seriesOf(await wild.take('metrics'))).toMatchObject({
        [`taskscope_group_tasks{site="${site}:1",wait="await",function="等待"}`]: 1,
      });
      await wild.end();
    });

    test('what can not be is refused with what to do, and nothing is half registered', async () => {
      const refused = await steps.take('failures');
      const error = (message: RegExp) => ({
        name: 'MetricsError',
        code: 'ERR_METRICS',
        message: expect.stringMatching(message),
      });
      expect(refused).toEqual({
        twice: error(/`taskscope_tasks` is in this registry already: call `collectTaskMetrics` once/),
        prefix: error(/`9-` can't stand before the name of a metric/),
        label: error(/`site` in `labels`/),
        labelName: error(/`a-b` in `labels`/),
        groups: error(/`groups` of `collectTaskMetrics` is 1\.5/),
        client: error(/npm install prom-client/),
        other: error(/npm install prom-client/),
        left: 0,
      });
      expect(steps.complaints()).toBe('');
    });

    test('without register the scrape says that nothing is tracked', async () => {
      const untracked = startSteps(node, ['programs/prometheus.mjs'], project.folder);
      await untracked.take('register');
      expect(seriesOf(await untracked.take('metrics'))).toMatchObject({ taskscope_tasks: 0, taskscope_tracking: 0 });
      await untracked.end();
    });

    test('the processes of a cluster are summed up by AggregatorRegistry', async () => {
      const { output, errors } = await project.run(node, ['--import=taskscope/register', 'programs/cluster.mjs']);
      expect(errors).toBe('');
      const lostInCluster = group('lost', 15, 'await', 'cluster.mjs');
      expect(seriesOf(output)).toMatchObject({
        taskscope_tasks: 4,
        taskscope_tasks_leaked_total: 2,
        taskscope_tracking: 2,
        [lostInCluster]: 2,
      });
    });
  });
});
