/** Programs that run until the end of a test: instances of the service, and what watches them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Project } from '../packed.ts';

export interface Instance {
  /** `127.0.0.1:3000`, as Prometheus calls it. */
  address: string;
  process: ChildProcess;
}

export class Processes {
  readonly #project: Project;
  readonly #running: ChildProcess[] = [];

  constructor(project: Project) {
    this.#project = project;
  }

  /** The service; `preload` is a file of the project that comes before it. */
  async instance(environment: NodeJS.ProcessEnv = {}, preload?: string): Promise<Instance> {
    const before = preload === undefined ? [] : [`--import=./${preload}`];
    const child = spawn(process.execPath, [...before, '--import=taskscope/register', 'src/service.mjs'], {
      cwd: this.#project.folder,
      env: { ...process.env, NODE_OPTIONS: '', ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#running.push(child);
    const [port] = await once(createInterface({ input: child.stdout }), 'line');
    return { address: `127.0.0.1:${port}`, process: child };
  }

  /** Its address. `config` without the rules, which are those of the package. */
  async prometheus(rules: string, config: object): Promise<string> {
    const address = `127.0.0.1:${await freePort()}`;
    // JSON is YAML.
    this.#project.write({ 'prometheus.yml': JSON.stringify({ rule_files: [rules], ...config }) });
    this.#start('prometheus', [
      '--config.file=prometheus.yml',
      `--storage.tsdb.path=${join(this.#project.folder, 'data')}`,
      `--web.listen-address=${address}`,
      '--log.level=error',
    ]);
    return address;
  }

  /** Its address; it tells `webhook` of alerts at once. */
  async alertmanager(webhook: string): Promise<string> {
    const address = `127.0.0.1:${await freePort()}`;
    const config = {
      route: { receiver: 'test', group_by: ['instance'], group_wait: '0s', group_interval: '1s' },
      receivers: [{ name: 'test', webhook_configs: [{ url: webhook, send_resolved: true }] }],
    };
    this.#project.write({ 'alertmanager.yml': JSON.stringify(config) });
    this.#start('prometheus-alertmanager', [
      '--config.file=alertmanager.yml',
      `--storage.path=${join(this.#project.folder, 'alertmanager')}`,
      `--web.listen-address=${address}`,
      '--cluster.listen-address=',
      '--log.level=error',
    ]);
    return address;
  }

  async end(): Promise<void> {
    await Promise.all(this.#running.map(killed));
  }

  #start(program: string, words: readonly string[]): void {
    this.#running.push(spawn(program, words, { cwd: this.#project.folder, stdio: ['ignore', 'ignore', 'inherit'] }));
  }
}

/** As the machine under it would go: it says nothing any more. */
export async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
