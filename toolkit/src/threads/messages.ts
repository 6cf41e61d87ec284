/** What the threads of a program say to each other, on a channel that keeps none of them alive. */
import { BroadcastChannel } from 'node:worker_threads';
import type { Profile } from '../registry/groups.ts';
import type { Task } from '../registry/tasks.ts';
import type { Tracking } from '../registry/tracking.ts';
import type { Held } from '../snapshot/held.ts';

/** Raised whenever the messages change: threads with other copies of the package are then silent to each other. */
const NAME = 'taskscope.threads.3';

/** Of one thread. */
export interface ThreadNumbers {
  tasks: number;
  /** Of these, proven so far. */
  leaked: number;
  /** Async calls that are under way, the awaited ones included. */
  frames: number;
  /** The id of the async call that began last: ids are given in order, and begin anew after a billion. */
  started: number;
}

/** What a thread can be asked for. */
export interface Told {
  statistics: ThreadNumbers & { tracking: Tracking };
  profile: Profile;
  /** Forces collections. */
  leaks: Profile;
  tasks: Task[];
  /** Takes a heap snapshot; a sentence where there is none. */
  held: Held | string;
}

export type Subject = keyof Told;

export interface Question {
  question: string;
  subject: Subject;
  /** Who is meant; null for all. */
  thread: number | null;
}

export interface Answer<S extends Subject = Subject> {
  answer: string;
  thread: number;
  /** That it was started with; empty where it has none. */
  name: string;
  told: Told[S];
  /** Those that it has started itself. */
  workers: number[];
}

/** A thread is there, and will answer. */
export interface Greeting {
  greeting: number;
}

export type Message = Question | Answer | Greeting;

export function openChannel(): BroadcastChannel {
  const channel = new BroadcastChannel(NAME);
  channel.unref();
  return channel;
}

/** Node calls all others so. */
const UNNAMED = 'WorkerThread';

/** Old versions of Node don't tell it. */
export function nameOf(thread: object): string {
  const name: unknown = Reflect.get(thread, 'threadName');
  return typeof name === 'string' && name !== UNNAMED ? name : '';
}
