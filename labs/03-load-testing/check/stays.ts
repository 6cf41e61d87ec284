/** Clients that stay in the queue of `/report` while something else is looked at: nobody is sent away, however long it takes. */
import { type CheckContext, type RunningService, type Stream, say } from '../../../scripts/checker/index.ts';
import { READERS } from '../backend.ts';
import { isReport, soon, underWay } from './report.ts';

/** Those of the queue are as many as those whose report is read. */
const CLIENTS = 2 * READERS;

/** They have asked, and wait. The archive reads nothing until `serve` is called. */
export async function stayInQueue(context: CheckContext, running: RunningService, name = 'stays'): Promise<Staying> {
  await running.service.ask('hold', ['archive']);
  const ids = Array.from({ length: CLIENTS }, (_, index) => `${name}${index}-${context.seed}`);
  const streams = ids.map((id) => running.client.open(`/report?id=${id}`));
  await soon(context, async () => streams.some(({ ended }) => ended) || (await underWay(running)) >= CLIENTS);
  return new Staying(context, running, new Map(streams.map((stream, index) => [ids[index] ?? '', stream])));
}

export class Staying {
  readonly #context: CheckContext;
  readonly #running: RunningService;
  readonly #streams: ReadonlyMap<string, Stream>;
  #early: Stream | undefined;
  #served = 0;

  constructor(context: CheckContext, running: RunningService, streams: ReadonlyMap<string, Stream>) {
    this.#context = context;
    this.#running = running;
    this.#streams = streams;
  }

  /** The archive reads again. Decides nothing yet. */
  async serve(): Promise<void> {
    const streams = [...this.#streams];
    this.#early = streams.find(([, { ended }]) => ended)?.[1];
    await this.#running.service.ask('free', ['archive']);
    await soon(this.#context, async () => streams.every(([, { ended }]) => ended));
    this.#served = streams.filter(([id, { status, text }]) => isReport({ status, body: text }, id)).length;
    for (const [, stream] of streams) stream.leave();
    await this.#running.idle();
  }

  /** Whether each of them got its report. */
  require({ facts }: CheckContext, fact: string): void {
    facts.require(fact, this.#served === CLIENTS, () => ({
      expected: say`${CLIENTS} reports for the clients that stay`,
      actual: this.#early === undefined ? this.#served : `${this.#early.status} ${this.#early.text.slice(0, 100)}`,
      help: say`These clients waited for long, and none of them went away. Each that stays gets its report, however long that takes: a time-out ends the task of one who is still there.`,
    }));
  }
}

/** The last that is done with a service: it is an hour older then. Decides `who-stays`. */
export async function anHourInTheQueue(context: CheckContext, running: RunningService): Promise<void> {
  const staying = await stayInQueue(context, running, 'hour');
  await running.service.ask('hour', null);
  await staying.serve();
  staying.require(context, 'who-stays');
  context.facts.holds('who-stays');
}
