/**
 * The real Prometheus over three instances that leak and five that do not, under load; no collection is forced. The alert of the
 * package's rules fires for the three alone, and the real Alertmanager tells of it; the dashboard's queries have answers; and
 * `taskscope fleet` names the line. Of the five one is restarted, one goes away, and the clocks of two are an hour off.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isShort } from '../../../scripts/test/short.ts';
import { taskscope } from '../cli/command.ts';
import { installPacked, type Project } from '../packed.ts';
import { freePort, type Instance, killed, Processes } from './processes.ts';

const PROGRAMS = ['prometheus', 'prometheus-alertmanager'];
const INSTALLED = PROGRAMS.every((program) => spawnSync(program, ['--version']).status === 0);
const MONITORING = join(import.meta.dirname, '..', '..', 'monitoring');
const FILES = join(import.meta.dirname, 'programs');
const line =
  readFileSync(join(FILES, 'service.mjs'), 'utf8')
    .split('\n')
    .findIndex((text) => text.includes('// ask waits')) + 1;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Milliseconds between two requests to an instance. */
const PAUSE = 20;

interface Alert {
  state?: string;
  status?: string;
  labels: { alertname: string; instance: string };
  annotations: { [name: string]: string };
}

describe.skipIf((!INSTALLED && !process.env['CI']) || isShort)('the real Prometheus', () => {
  let project: Project;
  let processes: Processes;
  let leaky: Instance[] = [];
  let healthy: Instance;
  let restarted: Instance;
  let gone: Instance;
  let prometheus = '';
  let loading = true;
  /** What Alertmanager has told. */
  const told: Alert[] = [];
  const webhook = createServer((request, response) => {
    void json(request).then((notice) => {
      const { alerts }: { alerts?: Alert[] } = Object(notice);
      told.push(...(alerts ?? []));
      response.end();
    });
  });

  beforeAll(async () => {
    project = installPacked();
    project.link('prom-client');
    cpSync(FILES, join(project.folder, 'src'), { recursive: true });
    project.write({ 'package.json': '{ "name": "shop", "type": "module" }' });
    processes = new Processes(project);
    leaky = await Promise.all([1, 2, 3].map(() => processes.instance({ LEAKY: '1' })));
    [healthy, restarted, gone] = await Promise.all([
      processes.instance(),
      processes.instance({ PORT: String(await freePort()) }),
      processes.instance(),
    ]);
    const off = await Promise.all(
      [-HOUR, HOUR].map((by) => processes.instance({ CLOCK_OFF: String(by) }, 'src/clock.mjs')),
    );
    const port = await freePort();
    await new Promise<void>((resolve) => webhook.listen(port, '127.0.0.1', resolve));
    const alertmanager = await processes.alertmanager(`http://127.0.0.1:${port}/`);
    const all = [...leaky, healthy, restarted, gone, ...off].map(({ address }) => address);
    const address = await processes.prometheus(join(MONITORING, 'taskscope.rules.yml'), {
      global: { scrape_interval: '1s', evaluation_interval: '1s' },
      scrape_configs: [{ job_name: 'shop', static_configs: [{ targets: all }] }],
      alerting: { alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }] },
    });
    prometheus = `http://${address}`;
    for (const instance of all) void load(instance);
  });
  afterAll(async () => {
    loading = false;
    await processes?.end();
    webhook.close();
    project?.remove();
  });

  /** Until the end of the test, one request after the other. */
  async function load(instance: string): Promise<void> {
    while (loading) {
      await fetch(`http://${instance}/query`).then(
        (response) => response.text(),
        () => '',
      );
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }

  async function asked(path: string): Promise<ReturnType<typeof JSON.parse>> {
    return JSON.parse(await (await fetch(`${prometheus}/api/v1/${path}`)).text()).data;
  }

  /** The results of a query, in PromQL; none while Prometheus itself is just starting. */
  async function query(words: string): Promise<unknown[]> {
    const { result } = await asked(`query?${new URLSearchParams({ query: words })}`).catch(() => ({ result: [] }));
    return result;
  }

  async function firing(): Promise<string[]> {
    const { alerts }: { alerts: Alert[] } = await asked('alerts').catch(() => ({ alerts: [] }));
    return alerts
      .filter(({ state }) => state === 'firing')
      .map(nameOf)
      .sort();
  }

  const nameOf = ({ labels }: Alert): string => `${labels.alertname} ${labels.instance}`;
  const wanted = (): string[] => leaky.map(({ address }) => `TaskscopeLeakProven ${address}`).sort();

  test(
    'the alert for proven leaks fires for the three that leak, and for nothing else',
    async () => {
      await expect.poll(firing, { timeout: MINUTE, interval: 1000 }).toEqual(wanted());
    },
    2 * MINUTE,
  );

  test(
    'Alertmanager tells of these, with the way to the runbook',
    async () => {
      const names = (): string[] => [...new Set(told.map(nameOf))].sort();
      await expect.poll(names, { timeout: MINUTE }).toEqual(wanted());
      expect(told[0]).toMatchObject({
        status: 'firing',
        labels: { severity: 'warning', job: 'shop' },
        annotations: { runbook: expect.stringContaining('fleet.md#what-to-do-when-it-fires') },
      });
    },
    2 * MINUTE,
  );

  test('each query of the dashboard has an answer', async () => {
    const { panels }: { panels: { title: string; targets: { expr: string }[] }[] } = JSON.parse(
      readFileSync(join(MONITORING, 'dashboard.json'), 'utf8'),
    );
    const queries = panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const));
    expect(queries.length).toBeGreaterThan(5);
    for (const [title, expr] of queries) {
      const words = expr.replaceAll(/\$(job|instance)\b/g, '.*').replaceAll('$__rate_interval', '1m');
      expect(await query(words), title).not.toEqual([]);
    }
  });

  test('fleet takes the instances from it, and names the line first', async () => {
    const words = ['fleet', '--json', '--prometheus', prometheus, '--job', 'shop'];
    const { stdout, stderr, status } = await taskscope(words);
    expect({ stderr, status }).toEqual({ stderr: '', status: 1 });
    const { asked: all, answered, places } = JSON.parse(stdout);
    expect([all, answered]).toEqual([8, 8]);
    expect(places[0]).toMatchObject({
      package: 'shop',
      path: 'src/service.mjs',
      function: 'ask',
      lines: [line],
      instances: 3,
    });
    expect(places[0].leaked).toBeGreaterThan(0);
  });

  test(
    'a restart, a target that goes away and clocks that are off are no alert',
    async () => {
      await Promise.all([killed(restarted.process), killed(gone.process)]);
      await expect.poll(() => query(`up{instance="${gone.address}"} == 0`), { timeout: MINUTE }).toHaveLength(1);
      const [, port] = restarted.address.split(':');
      await processes.instance({ PORT: port });
      const resets = `resets(taskscope_frames_started_total{instance="${restarted.address}"}[5m]) > 0`;
      await expect.poll(() => query(resets), { timeout: MINUTE }).toHaveLength(1);
      const evaluated = 'count_over_time(taskscope:tasks:floor1h[5m])';
      const before = Number(await evaluations(evaluated));
      await expect.poll(() => evaluations(evaluated), { timeout: MINUTE }).toBeGreaterThan(before + 3);
      expect(await firing()).toEqual(wanted());
      expect([...new Set(told.map(nameOf))].sort()).toEqual(wanted());
    },
    3 * MINUTE,
  );

  /** How often the rules were evaluated for the healthy one. */
  async function evaluations(words: string): Promise<number> {
    const [result] = await query(`${words} and on(instance) up{instance="${healthy.address}"}`);
    const { value }: { value?: [number, string] } = Object(result);
    return Number(value?.[1] ?? 0);
  }
});
