/**
 * Clients that stay connected while the backends answer, held against a model: what a route may answer, as a pure function
 * of what its sources have given so far. Ids repeat, and calls for the same id can't be told apart, so that a source
 * answers all that were made for it in one turn.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { CheckContext } from './check.ts';
import type { Stream } from './http.ts';
import type { Row } from './protocol.ts';
import type { RunningService } from './service/start.ts';
import { until } from './until.ts';

/** One client. */
export interface Visit {
  id: string;
  stream: Stream;
  /** What was given for it, turn by turn. */
  turns: Row[][];
  left: boolean;
}

/** Milliseconds for what a service that is right does at once; times the slowdown. It ends a wait, and decides nothing else. */
const SOON = 1000;
/** Looks that are too few say nothing, on a machine where each of them takes long. */
const FEWEST_LOOKS = 150;
/** Of these, how many come one right after the other. */
const QUICK_LOOKS = 10;

export class Visits {
  readonly all: Visit[] = [];
  readonly #context: Pick<CheckContext, 'slowdown'>;
  readonly #running: RunningService;

  constructor(context: Pick<CheckContext, 'slowdown'>, running: RunningService) {
    this.#context = context;
    this.#running = running;
  }

  open(path: string, id: string): Visit {
    const visit = { id, stream: this.#running.client.open(path), turns: [], left: false };
    this.all.push(visit);
    return visit;
  }

  /** Opens one for each of these, with its id, and waits until the service has got them all. */
  async openAll(ids: readonly string[], pathOf: (id: string) => string): Promise<Visit[]> {
    const { handled } = await this.#running.service.ask('seen', null);
    const opened = ids.map((id) => this.open(pathOf(id), id));
    await this.soon(async () => (await this.#running.service.ask('seen', null)).handled >= handled + ids.length);
    return opened;
  }

  /** Those of this id that are still there. */
  of(id: string): Visit[] {
    return this.all.filter((visit) => visit.id === id && !visit.left);
  }

  /** How often a source was asked for this id, and how many requests there were for it. */
  async asked(source: string, id: string): Promise<number> {
    return (await this.#running.service.ask('calls', source)).filter((call) => call.id === id).length;
  }

  /** The calls that a source holds for this id are answered, in one turn; with `value`, where one is given. */
  async release(source: string, id: string, value?: string): Promise<void> {
    const given = value === undefined ? {} : { value };
    const rows = await this.#running.service.ask('release', { source, id, ...given });
    for (const visit of this.all) if (visit.id === id && rows.length > 0) visit.turns.push(rows);
  }

  /** Waits until the service has seen that the client is gone. */
  async leave(visit: Visit): Promise<void> {
    const { underWay } = await this.#running.service.ask('seen', null);
    visit.left = true;
    visit.stream.leave();
    await this.soon(async () => (await this.#running.service.ask('seen', null)).underWay < underWay);
  }

  /** Waits for what happens at once in a service that is right; false where it does not. */
  soon(condition: () => boolean | Promise<boolean>): Promise<boolean> {
    const between = async (look: number): Promise<void> => {
      // A question to the probe is a turn of the service; throws where it is gone.
      await this.#running.service.ask('count', null);
      if (look > QUICK_LOOKS) await sleep(1);
    };
    return until(condition, { patience: SOON * this.#context.slowdown, fewest: FEWEST_LOOKS, between });
  }
}
