/**
 * The real Prometheus over three instances that leak and one that does not, under load; no collection is forced. The alert of the
 * package's rules fires for the three alone, the dashboard's queries have answers, and `taskscope fleet` names the line.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isShort } from '../../../scripts/test/short.ts';
import { taskscope } from '../cli/command.ts';
import { installPacked, type Project } from '../packed.ts';

const PROMETHEUS = spawnSync('prometheus', ['--version']).status === 0;
const MONITORING = join(import.meta.dirname, '..', '..', 'monitoring');
const PROGRAM = join(import.meta.dirname, 'programs', 'service.mjs');
const line =
  readFileSync(PROGRAM, 'utf8')
    .split('\n')
    .findIndex((text) => text.includes('// ask waits')) + 1;
const MINUTE = 60_000;
/** Milliseconds between two requests to an instance. */
const PAUSE = 20;

interface Alert {
  state: string;
  labels: { alertname: string; instance: string };
}

describe.skipIf((!PROMETHEUS && !process.env['CI']) || isShort)('the real Prometheus', () => {
  const children: ChildProcess[] = [];
  let project: Project;
  let leaky: string[] = [];
  let healthy = '';
  let prometheus = '';
  let loading = true;
  beforeAll(async () => {
    project = installPacked();
    project.link('prom-client');
    cpSync(PROGRAM, join(project.folder, 'src', 'service.mjs'));
    project.write({ 'package.json': '{ "name": "shop", "type": "module" }' });
    leaky = await Promise.all([1, 2, 3].map(() => startInstance({ LEAKY: '1' })));
    healthy = await startInstance({});
    prometheus = await startPrometheus([...leaky, healthy]);
    for (const instance of [...leaky, healthy]) void load(instance);
  });
  afterAll(async () => {
    loading = false;
    for (const child of children) {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    }
    project?.remove();
  });

  async function startInstance(environment: NodeJS.ProcessEnv): Promise<string> {
    const env = { ...process.env, NODE_OPTIONS: '', ...environment };
    const words = ['--import=taskscope/register', 'src/service.mjs'];
    const child = spawn(process.execPath, words, { cwd: project.folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    const [port] = await once(createInterface({ input: child.stdout }), 'line');
    return `127.0.0.1:${port}`;
  }

  async function startPrometheus(targets: readonly string[]): Promise<string> {
    const address = `127.0.0.1:${await freePort()}`;
    const config = {
      global: { scrape_interval: '1s', evaluation_interval: '1s' },
      rule_files: [join(MONITORING, 'taskscope.rules.yml')],
      scrape_configs: [{ job_name: 'shop', static_configs: [{ targets }] }],
    };
    // JSON is YAML.
    project.write({ 'prometheus.yml': JSON.stringify(config) });
    const words = ['--config.file=prometheus.yml', '--storage.tsdb.path=data', `--web.listen-address=${address}`];
    const child = spawn('prometheus', [...words, '--log.level=error'], { cwd: project.folder, stdio: 'inherit' });
    children.push(child);
    return `http://${address}`;
  }

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

  async function firing(): Promise<string[]> {
    const { data }: { data: { alerts: Alert[] } } = JSON.parse(
      await (await fetch(`${prometheus}/api/v1/alerts`)).text(),
    );
    return data.alerts
      .filter(({ state }) => state === 'firing')
      .map(({ labels }) => `${labels.alertname} ${labels.instance}`)
      .sort();
  }

  test(
    'the alert for proven leaks fires for the three that leak, and for nothing else',
    async () => {
      const wanted = leaky.map((instance) => `TaskscopeLeakProven ${instance}`).sort();
      await expect.poll(firing, { timeout: MINUTE, interval: 1000 }).toEqual(wanted);
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
      const query = expr.replaceAll(/\$(job|instance)\b/g, '.*').replaceAll('$__rate_interval', '1m');
      const url = `${prometheus}/api/v1/query?${new URLSearchParams({ query })}`;
      const answer: { data?: { result?: unknown[] } } = JSON.parse(await (await fetch(url)).text());
      expect(answer.data?.result?.length, `${title}: ${JSON.stringify(answer)}`).toBeGreaterThan(0);
    }
  });

  test('fleet takes the instances from it, and names the line first', async () => {
    const { stdout, stderr, status } = await taskscope([
      'fleet',
      '--json',
      '--prometheus',
      prometheus,
      '--job',
      'shop',
    ]);
    expect({ stderr, status }).toEqual({ stderr: '', status: 1 });
    const { asked, answered, places } = JSON.parse(stdout);
    expect([asked, answered]).toEqual([4, 4]);
    expect(places[0]).toMatchObject({
      package: 'shop',
      path: 'src/service.mjs',
      function: 'ask',
      lines: [line],
      instances: 3,
    });
    expect(places[0].leaked).toBeGreaterThan(0);
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
