/** Knowing the worker threads of this one: Node tells of each that is started from now on, and each says itself that it answers. */
import { subscribe } from 'node:diagnostics_channel';
import type { Worker } from 'node:worker_threads';
import { registry } from '../registry/registry.ts';
import { type Message, openChannel } from './messages.ts';

let watching = false;
let listening = false;

export function watchWorkers(): void {
  if (watching) return;
  watching = true;
  subscribe('worker_threads', (message) => {
    const { worker } = message as { worker: Worker };
    registry.noteWorker(worker, { byPackage: byPackage() });
    if (!listening) listen();
  });
}

/** As a stack names this package's code: its URL, in which some characters are written in another way. */
const OWN = new URL('..', import.meta.url).href;
const FRAMES = 30;

/** Whether a package starts a worker for itself right now, as esbuild does: the code that asks Node for it is in `node_modules`. */
function byPackage(): boolean {
  const { stackTraceLimit, prepareStackTrace } = Error;
  Error.stackTraceLimit = FRAMES;
  // The program may have a format of its own, which is not ours to read.
  Reflect.set(Error, 'prepareStackTrace', undefined);
  const stack = String(new Error('who').stack);
  Error.stackTraceLimit = stackTraceLimit;
  Error.prepareStackTrace = prepareStackTrace;
  const caller = stack
    .split('\n')
    .slice(1)
    .find((frame) => !frame.includes('node:') && !frame.includes(OWN));
  return caller !== undefined && /[/\\]node_modules[/\\]/.test(caller);
}

/** Only where there are workers: a channel is one more resource of the program. */
function listen(): void {
  listening = true;
  openChannel().onmessage = ({ data }: { data: Message }) => {
    if ('greeting' in data) registry.noteGreeting(data.greeting);
  };
}
