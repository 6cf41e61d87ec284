// A program with an agent, and tasks in its worker threads: of one that answers, of one that this one has started, and of one
// that runs without taskscope. Told to, it asks itself first. Each thread calls what holds its tasks by a name of its own.
import { once } from 'node:events';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

const inMain = [];
const inWorker = new Map();
const holders = { main: (resolve) => inMain.push(resolve), worker: (resolve) => inWorker.set(resolve, resolve) };

async function waits(hold) {
  await new Promise(hold);
}

async function start(name, data, options = {}) {
  const worker = new Worker(new URL(import.meta.url), { name, workerData: data, ...options });
  await once(worker, 'message');
}

if (isMainThread) {
  const { listen } = await import('taskscope/agent');
  const { suspended } = await import('taskscope');
  const listening = await listen(JSON.parse(process.argv[2] ?? '{}'));
  void waits(holders.main);
  await start('mailer', { tasks: 3, starts: { tasks: 2 } });
  await start('bare', { tasks: 1 }, { execArgv: ['--conditions=taskscope-source'] });
  const held = process.env.ASK_ITSELF ? await suspended() : null;
  process.stdout.write(`${JSON.stringify({ ...listening, held })}\n`);
  process.stdin.resume().on('end', () => process.exit());
} else {
  for (let task = 0; task < workerData.tasks; task++) void waits(holders.worker);
  if (workerData.starts !== undefined) await start('child', workerData.starts);
  parentPort.postMessage('started');
  parentPort.on('message', () => {});
}
process.on('exit', () => [inMain, inWorker]);
