/** The fact that `GET /_count` of a service tells its task count. */

import { say } from '../language/say.mjs';
import type { CheckContext } from './check.ts';
import type { RunningService } from './service/start.ts';

/** A handler that is an async function counts itself, and so do the ones that it goes through; never by more than this. */
const OWN_TASKS = 4;

/** Compares what the route tells with the probe's own count, as often as it is asked to. */
export class CountRoute {
  readonly #context: CheckContext;
  readonly #running: RunningService;
  readonly #fact: string;
  /** How many tasks the route adds by being asked: the same each time. */
  #own: number | null = null;

  constructor(context: CheckContext, running: RunningService, fact: string) {
    this.#context = context;
    this.#running = running;
    this.#fact = fact;
  }

  /** `when` completes "Asked …". */
  async agrees(when: string): Promise<void> {
    const { service } = this.#running;
    await this.#compare(when);
    // Tasks that the route can't know of by any other way than by asking for the count.
    await service.ask('work', this.#context.random.between(2, 6));
    await this.#compare(say`${when}, with some tasks more`);
    await service.ask('work', 0);
  }

  async #compare(when: string): Promise<void> {
    const { count } = await this.#running.service.ask('count', null);
    const reply = await this.#running.get('/_count');
    const own = reply.status === 200 ? ownTasks(reply.body, count) : null;
    const agrees = own !== null && (this.#own === null || own === this.#own);
    this.#context.facts.require(this.#fact, agrees, () => ({
      expected: say`${count + (this.#own ?? 0)}, as plain text`,
      actual: reply.failure ?? (reply.status === 200 ? reply.body.slice(0, 80).trim() : say`status ${reply.status}`),
      help:
        reply.status === 404
          ? say`There is no route \`GET /_count\` yet. It answers \`String(taskCount())\`, with \`taskCount\` from \`taskscope\`.`
          : say`Asked ${when}: the answer has to be the number of live tasks just then, \`taskCount()\`, and nothing else.`,
    }));
    this.#own = own;
  }
}

/** By how many tasks the answer exceeds the count, or null where it is no such number. */
export function ownTasks(body: string, count: number): number | null {
  const own = /^\d+$/.test(body.trim()) ? Number(body) - count : -1;
  return own >= 0 && own <= OWN_TASKS ? own : null;
}
