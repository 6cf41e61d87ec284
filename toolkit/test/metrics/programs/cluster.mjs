// Two worker processes with one waiting task and one proven each; the primary prints what prom-client sums up.
import cluster from 'node:cluster';
import { once } from 'node:events';
import client from 'prom-client';
import { collect } from 'taskscope';
import { collectTaskMetrics } from 'taskscope/prometheus';

const kept = [];

async function waits() {
  await new Promise((resolve) => kept.push(resolve));
}

async function lost() {
  await new Promise(() => {});
}

const registry = new client.AggregatorRegistry();
if (cluster.isPrimary) {
  const workers = [cluster.fork(), cluster.fork()];
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  console.log(await registry.clusterMetrics());
  for (const worker of workers) worker.kill();
} else {
  collectTaskMetrics(client);
  void waits();
  void lost();
  await collect();
  process.send('ready');
}
