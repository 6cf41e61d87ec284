/**
 * `taskscope/opentelemetry` with the real SDK and its exporter for Prometheus: the names that come out are those of
 * prom-client, so that rules and dashboard fit both. They are too heavy to be everybody's dependencies: `.ci/run` installs
 * them into `.leaklab/opentelemetry`.
 */
import { cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { METRICS } from '../../src/metrics/names.ts';
import { NODES } from '../nodes.ts';
import { installPacked, type Project } from '../packed.ts';
import { type Steps, seriesOf, startSteps } from './steps.ts';

const SDK = fileURLToPath(new URL('../../../.leaklab/opentelemetry/node_modules/@opentelemetry', import.meta.url));
const PROGRAM = 'opentelemetry.mjs';
const source = readFileSync(join(import.meta.dirname, 'programs', PROGRAM), 'utf8').split('\n');
const lineOf = (comment: string): number => source.findIndex((text) => text.includes(`// ${comment}`)) + 1;

describe.skipIf(!existsSync(SDK) && !process.env['CI'])('the SDK of OpenTelemetry', () => {
  let project: Project;
  beforeAll(() => {
    project = installPacked();
    symlinkSync(SDK, join(project.folder, 'node_modules', '@opentelemetry'), 'junction');
    cpSync(join(import.meta.dirname, 'programs', PROGRAM), join(project.folder, 'programs', PROGRAM));
    project.write({ 'package.json': '{ "name": "shop", "type": "module" }' });
  });
  afterAll(() => project.remove());

  describe.each(NODES)('on Node $major', ({ path }) => {
    describe.skipIf(path === null)('exports', () => {
      let steps: Steps;
      beforeAll(() => {
        const words = ['--import=taskscope/register', `programs/${PROGRAM}`];
        steps = startSteps(path ?? '', words, project.folder);
      });
      afterAll(() => steps.end());
      /** The exporter adds its own labels, such as the scope. */
      const scraped = async (): Promise<{ [series: string]: number }> => {
        const series = seriesOf(await steps.take('metrics'));
        const plain = (name: string): string => name.replaceAll(/,?otel_scope_\w+="[^"]*"/g, '').replace(/\{,?\}$/, '');
        return Object.fromEntries(Object.entries(series).map(([name, value]) => [plain(name), value]));
      };

      test('a meter that was made before the SDK leads nowhere, and says so', async () => {
        await steps.take('early');
        await expect.poll(steps.complaints).toMatch(/TaskscopeWarning: the meter leads nowhere: start the SDK/);
      });

      test('all numbers, under the names of prom-client', async () => {
        await steps.take('register');
        await steps.take('wait');
        await steps.take('lose');
        const series = await scraped();
        expect(series).toMatchObject({
          [METRICS.tasks.name]: 8,
          [METRICS.leaked.name]: 5,
          [METRICS.frames.name]: 3,
          [METRICS.started.name]: 8,
          [METRICS.missing.name]: 0,
          [METRICS.tracking.name]: 1,
        });
        const groups = Object.entries(series).filter(([name]) => name.startsWith(`${METRICS.groups.name}{`));
        const labels = (name: string, line: number): string =>
          `${METRICS.groups.name}{site="programs/${PROGRAM}:${line}",wait="await",function="${name}"`;
        expect(groups.map(([name, value]) => [name.replace(/,?\}$/, ''), value])).toEqual([
          [labels('lost', lineOf('lost here')), 5],
          [labels('waits', lineOf('waits here')), 3],
        ]);
      });

      test('what can not be is refused with what to do', async () => {
        const error = (message: RegExp) => ({
          name: 'MetricsError',
          code: 'ERR_METRICS',
          message: expect.stringMatching(message),
        });
        expect(await steps.take('failures')).toEqual({
          twice: error(/has this meter already/),
          meter: error(/npm install @opentelemetry\/api/),
          other: error(/npm install @opentelemetry\/api/),
          groups: error(/`groups` of `observeTaskMetrics` is -1/),
        });
      });

      test('a group that has gone is at 0, where the SDK would keep what it said last', async () => {
        await steps.take('end');
        const series = Object.entries(await scraped());
        expect(series.filter(([name]) => name.includes('function="waits"')).map(([, value]) => value)).toEqual([0]);
        expect(series.filter(([name]) => name.includes('function="lost"')).map(([, value]) => value)).toEqual([5]);
      });
    });
  });
});
