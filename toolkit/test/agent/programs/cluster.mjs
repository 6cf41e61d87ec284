// A cluster of two processes, each with an agent of its own.
import cluster from 'node:cluster';
import { listen } from 'taskscope/agent';

const listening = await listen();
if (cluster.isPrimary) {
  const workers = [cluster.fork(), cluster.fork()];
  await Promise.all(workers.map((worker) => new Promise((resolve) => worker.once('message', resolve))));
  console.log(JSON.stringify({ ...listening, workers: workers.map(({ process: { pid } }) => pid) }));
  process.stdin.once('end', () => process.exit()).resume();
} else process.send('listens');
