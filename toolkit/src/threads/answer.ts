/** In a worker thread: it answers what the main thread asks, between two turns of its event loop. */
import * as workerThreads from 'node:worker_threads';
import { heldInChild } from '../held/read-in-child.ts';
import { leakProfile } from '../profile/leak-profile.ts';
import { registry } from '../registry/registry.ts';
import {
  type Answer,
  type Greeting,
  type Message,
  nameOf,
  openChannel,
  type Subject,
  type ThreadNumbers,
  type Told,
} from './messages.ts';

/** Tasks that a thread tells of one by one: it does nothing else meanwhile. */
export const TASKS_TOLD = 10_000;

export function answerForThread(): void {
  const channel = openChannel();
  channel.onmessage = ({ data }: { data: Message }) => {
    if (!('question' in data) || (data.thread ?? workerThreads.threadId) !== workerThreads.threadId) return;
    void tell(data.subject).then((told) => {
      channel.postMessage({
        answer: data.question,
        thread: workerThreads.threadId,
        name: nameOf(workerThreads),
        told,
        workers: [...registry.runningWorkers().keys()],
      } satisfies Answer);
    });
  };
  channel.postMessage({ greeting: workerThreads.threadId } satisfies Greeting);
}

export function ownNumbers(): ThreadNumbers {
  return {
    tasks: registry.taskCount(),
    leaked: registry.leakedCount(),
    frames: registry.frameCount(),
    started: registry.lastId(),
  };
}

async function tell(subject: Subject): Promise<Told[Subject]> {
  switch (subject) {
    case 'statistics':
      return { ...ownNumbers(), tracking: registry.tracking() };
    case 'profile':
      return registry.profile();
    case 'leaks':
      return leakProfile();
    case 'tasks':
      return registry.tasks().slice(0, TASKS_TOLD);
    case 'held':
      // Whatever goes wrong is told: nobody here waits for it.
      return heldInChild().catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
  }
}
