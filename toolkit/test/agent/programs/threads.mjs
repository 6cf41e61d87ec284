// A program with an agent, and worker threads of each kind: one that answers, one that starts another, one that is busy, and one
// that runs without taskscope. The number in the data is that of its tasks.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

const held = [];
async function waits() {
  await new Promise((resolve) => held.push(resolve));
}

async function start(name, data, options = {}) {
  const worker = new Worker(new URL(import.meta.url), { name, workerData: data, ...options });
  await once(worker, 'message');
}

if (isMainThread) {
  const { listen } = await import('taskscope/agent');
  const listening = await listen(JSON.parse(process.argv[2] ?? '{}'));
  void waits();
  await start('mailer', { tasks: 2 });
  await start('parent', { tasks: 0, starts: { tasks: 3 } });
  await start('busy', { tasks: 1, busy: true });
  await start('bare', { tasks: 1 }, { execArgv: ['--conditions=taskscope-source'] });
  const { debugRouter } = await import('taskscope/http');
  const server = createServer(debugRouter()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  console.log(JSON.stringify({ ...listening, port: server.address().port }));
  process.stdin.once('end', () => process.exit()).resume();
} else {
  for (let task = 0; task < workerData.tasks; task++) void waits();
  if (workerData.starts !== undefined) await start('child', workerData.starts);
  parentPort.postMessage('started');
  parentPort.on('message', () => {});
  if (workerData.busy) for (;;);
}
