// Requests to a port of this machine, so many a second, until the standard input ends; then, as JSON, how each of them went. A process of
// its own, which does nothing else: what it measures is the one that answers.
import { get } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const REQUESTS_A_SECOND = 200;
/** Milliseconds: none is that late, unless it is lost. */
const LOST = 120_000;
/** Milliseconds that are not told from none. */
const RESOLUTION = 10;

const port = Number(process.argv[2]);
const delay = monitorEventLoopDelay({ resolution: RESOLUTION });
/** Milliseconds that each took which was answered; and why the others were not. */
const took = [];
const failed = [];
const running = new Set();

async function request() {
  const start = performance.now();
  const error = await new Promise((resolve) => {
    get({ port, host: '127.0.0.1', agent: false, signal: AbortSignal.timeout(LOST) }, (answer) => {
      answer.resume().on('end', () => resolve(null)).on('error', resolve);
    }).on('error', resolve);
  });
  if (error === null) took.push(Math.round(performance.now() - start));
  else failed.push(String(error));
}

const timer = setInterval(() => {
  const one = request().finally(() => running.delete(one));
  running.add(one);
}, 1000 / REQUESTS_A_SECOND);
delay.enable();

process.stdin.resume().on('end', async () => {
  clearInterval(timer);
  await Promise.all(running);
  delay.disable();
  process.stdout.write(JSON.stringify({ took, failed, stood: Math.round(delay.max / 1e6) }));
});
