// A service with three kinds of tasks, and the metrics of prom-client. Each line that comes in is a step; its answer is one line of JSON.
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import client from 'prom-client';
import { collect } from 'taskscope';
import { collectTaskMetrics } from 'taskscope/prometheus';

const kept = [];

async function waits() {
  await new Promise((resolve) => kept.push(resolve)); // waits here
}

async function lost() {
  await new Promise(() => {}); // lost here
}

function failure(options, given = client) {
  try {
    collectTaskMetrics(given, options);
    return null;
  } catch ({ name, code, message }) {
    return { name, code, message };
  }
}

const steps = {
  register: () => collectTaskMetrics(client),
  metrics: () => client.register.metrics(),
  wait: () => void Array.from({ length: 3 }, waits),
  lose: () => {
    for (let task = 0; task < 5; task++) void lost();
    return collect();
  },
  end: () => kept.splice(0).forEach((resolve) => void resolve()),
  wild: async () => {
    const { 等待 } = await import(pathToFileURL(process.env.WILD));
    void 等待();
  },
  worker: async () => {
    const worker = new Worker(new URL('./worker.mjs', import.meta.url));
    await once(worker, 'message');
    steps.endWorker = () => worker.terminate();
  },
  custom: () => {
    const register = new client.Registry();
    collectTaskMetrics(client, { register, prefix: 'my_', labels: { service: 'shop "1"\n订单' }, groups: 0 });
    return register.metrics();
  },
  failures: () => {
    const register = new client.Registry();
    const outcomes = {
      twice: failure({}),
      prefix: failure({ register, prefix: '9-' }),
      label: failure({ register, labels: { site: 'x' } }),
      labelName: failure({ register, labels: { 'a-b': 'x' } }),
      groups: failure({ register, groups: 1.5 }),
      client: failure({}, null),
      other: failure({}, {}),
    };
    return { ...outcomes, left: register.getMetricsAsArray().length };
  },
};

for await (const step of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify((await steps[step]()) ?? null));
}
