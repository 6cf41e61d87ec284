/**
 * The worker threads that the service starts. Each has a registry of its own; the probe is loaded into it as well, and
 * tells its count. A thread that does not (it never lets go of its event loop, its code is a string, it was started with
 * arguments of its own) makes the count worthless, and is reported as silent.
 */
import { subscribe } from 'node:diagnostics_channel';
import { BroadcastChannel, threadId, type Worker } from 'node:worker_threads';
import { collect, type Group, profile, type Skipped, settle, skipped, taskCount } from 'taskscope';
import type { Tampering } from '../protocol.ts';
import { byATool } from './by-a-tool.ts';
import { clearTimeout, setTimeout } from './real-timers.ts';

const CHANNEL = 'leaklab.threads';
/** Milliseconds for all threads to tell. */
const PATIENCE = 2000;
/** Milliseconds that a thread waits for its tasks to end, before it tells of them. */
const SETTLE_PATIENCE = 100;

export interface ThreadReport {
  count: number;
  leaked: number;
  groups: Group[];
  skipped: Skipped[];
  tampered: Tampering[];
}

type Message = { question: number } | { answer: number; thread: number; report: ThreadReport } | { ready: number };

export class Threads {
  /** What they told last. */
  reports: readonly ThreadReport[] = [];
  readonly #running = new Map<number, Worker>();
  /** Those that did not answer in time. */
  readonly #silent = new Set<number>();
  #channel: BroadcastChannel | null = null;
  #number = 0;

  constructor() {
    subscribe('worker_threads', (message) => {
      const { worker } = message as { worker: Worker };
      if (byATool()) return;
      const thread = worker.threadId;
      this.#running.set(thread, worker);
      worker.once('exit', () => {
        this.#running.delete(thread);
        this.#silent.delete(thread);
      });
    });
  }

  get silent(): number {
    return this.#silent.size;
  }

  get count(): number {
    return this.reports.reduce((sum, { count }) => sum + count, 0);
  }

  get leaked(): number {
    return this.reports.reduce((sum, { leaked }) => sum + leaked, 0);
  }

  /** Asks all threads; those that were silent before get no more time than the rest. */
  async ask(): Promise<void> {
    const reports = new Map<number, ThreadReport>();
    const missing = (): number[] => [...this.#running.keys()].filter((thread) => !reports.has(thread));
    const awaited = (): boolean => missing().some((thread) => !this.#silent.has(thread));
    if (missing().length > 0) await this.#question(reports, awaited);
    this.reports = [...reports.values()];
    for (const thread of reports.keys()) this.#silent.delete(thread);
    for (const thread of missing()) this.#silent.add(thread);
  }

  /** Collects the answers to one question, for as long as some are `awaited`. */
  #question(reports: Map<number, ThreadReport>, awaited: () => boolean): Promise<void> {
    this.#channel ??= openChannel();
    const channel = this.#channel;
    const question = ++this.#number;
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(end, awaited() ? PATIENCE : SETTLE_PATIENCE);
      channel.onmessage = ({ data }) => {
        const message: Message = data;
        // A thread that was just starting did not hear the question.
        if ('ready' in message) channel.postMessage({ question } satisfies Message);
        if (!('answer' in message) || message.answer !== question) return;
        reports.set(message.thread, message.report);
        if (!awaited()) end();
      };
      channel.postMessage({ question } satisfies Message);
    });
  }
}

/** In a worker thread. `tampered`: see `Guard`. */
export function answerAsThread(tampered: () => Tampering[]): void {
  // What is compiled from a string is not tracked: its count would say nothing.
  if (process.argv[1] === '[worker eval]') return;
  const channel = openChannel();
  channel.onmessage = ({ data }) => {
    const message: Message = data;
    if (!('question' in message)) return;
    report(tampered).then((told) => {
      channel.postMessage({ answer: message.question, thread: threadId, report: told } satisfies Message);
    });
  };
  channel.postMessage({ ready: threadId } satisfies Message);
}

async function report(tampered: () => Tampering[]): Promise<ThreadReport> {
  const { outcome } = await settle({ baseline: 0, leaked: 0, timeout: SETTLE_PATIENCE });
  const leaked = outcome === 'leaked' ? await collect() : 0;
  return { count: taskCount(), leaked, groups: profile().groups, skipped: skipped(), tampered: tampered() };
}

/** It keeps nobody alive. */
function openChannel(): BroadcastChannel {
  const channel = new BroadcastChannel(CHANNEL);
  channel.unref();
  return channel;
}
