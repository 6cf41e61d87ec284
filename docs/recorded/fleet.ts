/** Four instances of a service, three of which leak; what one tells Prometheus, and what `taskscope fleet` says of all. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import {
  defineRecordings,
  type Recording,
  type RecordingOptions,
  runProgram,
} from '../../scripts/documents/recording/index.ts';

const SOURCE = ['--conditions=taskscope-source', '--disable-warning=ExperimentalWarning'];
/** Of each instance, so many requests; each of the first three leaves one sender behind. */
const REQUESTS = [40, 25, 10, 60];
const HEALTHY = 3;
const PAUSE = 50;
const PATIENCE = 30_000;

export default defineRecordings({
  'fleet-metrics': ofFleet(
    'curl -s shop-1:3000/metrics | grep ^taskscope',
    async (line, [first = '']) => {
      const text = await read(`http://${first}/metrics`);
      return [line, ...text.split('\n').filter((each) => each.startsWith('taskscope'))].join('\n');
    },
    { varies: [/(?<=started_total )\d+/g] },
  ),

  fleet: ofFleet(
    'npx taskscope fleet shop-1:3000 shop-2:3000 shop-3:3000 shop-4:3000',
    async (line, addresses, root) => {
      const main = join(root, 'toolkit', 'src', 'cli', 'main.ts');
      const { out, err } = await runProgram(process.execPath, [...SOURCE, main, 'fleet', ...addresses], { cwd: root });
      return [line, err, out].filter((text) => text !== '').join('\n');
    },
  ),
});

/** `typed` is what a reader types; the instances have other addresses here. */
function ofFleet(
  typed: string,
  told: (line: string, addresses: readonly string[], root: string) => Promise<string>,
  options: RecordingOptions = {},
): Recording {
  return {
    ...options,
    cheap: true,
    async run({ root, scratch }) {
      const folder = join(scratch, 'shop');
      mkdirSync(join(folder, 'src'), { recursive: true });
      writeFileSync(join(folder, 'package.json'), '{ "name": "shop", "type": "module" }');
      const service = join('toolkit', 'test', 'monitoring', 'programs', 'service.mjs');
      copyFileSync(join(root, service), join(folder, 'src', 'service.mjs'));
      const running: ChildProcess[] = [];
      try {
        const addresses = await Promise.all(REQUESTS.map((_, index) => start(folder, index !== HEALTHY, running)));
        await Promise.all(addresses.map((address, index) => load(address, REQUESTS[index] ?? 0, index !== HEALTHY)));
        const text = await told(`$ ${typed}`, addresses, root);
        return addresses.reduce((shown, address, index) => shown.replaceAll(address, `shop-${index + 1}:3000`), text);
      } finally {
        for (const child of running) child.kill('SIGKILL');
      }
    },
  };
}

async function start(folder: string, leaky: boolean, running: ChildProcess[]): Promise<string> {
  const child = spawn(process.execPath, [...SOURCE, '--import=taskscope/register', 'src/service.mjs'], {
    cwd: folder,
    env: { ...process.env, NODE_OPTIONS: '', ...(leaky ? { LEAKY: '1' } : {}) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.push(child);
  const [port] = await once(createInterface({ input: child.stdout }), 'line');
  return `127.0.0.1:${port}`;
}

/** Until what each request has left behind waits, and, by a collection, is proven. */
async function load(address: string, requests: number, leaky: boolean): Promise<void> {
  for (let request = 0; request < requests; request++) await read(`http://${address}/query`);
  const left = leaky ? requests : 0;
  const deadline = Date.now() + PATIENCE;
  while ((await waiting(address)) !== left) {
    if (Date.now() > deadline) throw new Error(`\`${address}\` has not ${left} senders that wait.`);
    await wait(PAUSE);
  }
  await read(`http://${address}/debug/pprof/goroutineleak`);
}

/** Senders that have not finished. */
async function waiting(address: string): Promise<number> {
  const [, count = 0] =
    /^taskscope_group_tasks\{.*function="ask"\} (\d+)$/m.exec(await read(`http://${address}/metrics`)) ?? [];
  return Number(count);
}

async function read(url: string): Promise<string> {
  return (await fetch(url)).text();
}
