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
    registry.noteWorker(worker);
    if (!listening) listen();
  });
}

/** Only where there are workers: a channel is one more resource of the program. */
function listen(): void {
  listening = true;
  openChannel().onmessage = ({ data }: { data: Message }) => {
    if ('greeting' in data) registry.noteGreeting(data.greeting);
  };
}
