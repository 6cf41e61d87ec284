/** Starting the learner's service, and asking it. */

import { say } from '../../language/say.mjs';
import { CouldNotJudge, type Finding } from '../facts.ts';
import { Client, type Reply } from '../http.ts';
import type { Baseline, ProbeEvent } from '../protocol.ts';
import { type Service, ServiceGone } from './service.ts';
import { whyGone } from './why-gone.ts';

/** Milliseconds in which a program that could not listen may still do so on another port, or end. */
const SECOND_TRY = 1000;
/** Milliseconds for the probe to show that the event loop is free. */
const FREE_PATIENCE = 1000;
/** Milliseconds for a reply, at most: one that never comes is found within the time of a check. */
const LONGEST_REPLY = 15_000;
/** Turns of the service, many times what one that is right needs for a reply. */
const TURNS = 30;

/** A service that listens. */
export class RunningService {
  readonly service: Service;
  readonly client: Client;
  /** `http://host:port` */
  readonly origin: string;
  /** Milliseconds for a reply, on this machine just now. */
  readonly replyPatience: number;
  baseline: Baseline = { count: 0, leaked: 0, resources: {} };

  constructor(service: Service, { port, host }: Extract<ProbeEvent, { event: 'listening' }>, slowdown: number) {
    this.service = service;
    this.replyPatience = Math.min(LONGEST_REPLY, service.settings.patience.reply * slowdown);
    const address = reachable(host);
    this.origin = `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
    this.client = new Client(address, port, this.replyPatience, () => this.turns());
  }

  /** Resolves when the service has had its turns, or can't have them: it has ended, or lets nobody in. */
  async turns(): Promise<void> {
    try {
      for (let turn = 0; turn < TURNS; turn++) await this.service.ask('count', null, FREE_PATIENCE);
    } catch (error) {
      if (!(error instanceof ServiceGone)) throw error;
    }
  }

  /** A reply; throws `ServiceGone` where none came since the process ended or is busy for ever. */
  async get(path: string, patience?: number): Promise<Reply> {
    return this.#replied(await this.client.get(path, patience));
  }

  async post(path: string): Promise<Reply> {
    return this.#replied(await this.client.send('POST', path));
  }

  async takeBaseline(): Promise<Baseline> {
    this.baseline = await this.service.ask('baseline', null);
    return this.baseline;
  }

  /** Waits until the service has seen the end of every request; a second at most, in which it was looked at often. */
  async idle(): Promise<void> {
    const start = performance.now();
    for (let looks = 0; looks < TURNS || performance.now() - start < 1000; looks++) {
      if ((await this.service.ask('seen', null)).underWay === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  async #replied(reply: Reply): Promise<Reply> {
    if (reply.failure === null) return reply;
    await this.service.until(() => (this.service.exit === null ? undefined : true), 300);
    await this.service.ask('count', null);
    return reply;
  }
}

/** Waits until the service listens; else gives what was found instead. Throws `CouldNotJudge` where its port is taken. */
export async function startService(service: Service, slowdown: () => number): Promise<RunningService | Finding> {
  const { patience } = service.settings;
  const over = (): boolean => service.exit !== null || service.cutOff;
  await service.until(
    () => listening(service) !== undefined || failed(service) !== undefined || over() || undefined,
    patience.start,
  );
  if (failed(service) !== undefined)
    await service.until(() => listening(service) !== undefined || over() || undefined, SECOND_TRY);
  const found = listening(service);
  if (found !== undefined) return new RunningService(service, found, slowdown());
  if (service.unstartable !== null)
    throw new CouldNotJudge(say`The service could not be started (${service.unstartable.message}). Try again.`);
  const failure = failed(service);
  if (failure !== undefined) throw new CouldNotJudge(portTaken(failure));
  const expected = say`a server that listens`;
  if (over()) return { ...whyGone(service, service.exit === null ? 'cut-off' : 'ended'), expected };
  // A loop without end looks the same from outside, and needs other words.
  await service.ask('count', null, Math.min(patience.answer, FREE_PATIENCE));
  return {
    expected,
    actual: say`none after ${patience.start / 1000} s`,
    help: say`The program runs, but no server listens. Is \`app.listen(…)\` reached?`,
    output: service.output.text,
  };
}

function listening({ events }: Service): Extract<ProbeEvent, { event: 'listening' }> | undefined {
  return events.find((event) => event.event === 'listening');
}

function failed({ events }: Service): Extract<ProbeEvent, { event: 'listen-failed' }> | undefined {
  return events.find((event) => event.event === 'listen-failed');
}

function portTaken({ code, port }: Extract<ProbeEvent, { event: 'listen-failed' }>): string {
  const number = port ?? '?';
  const what = code === 'EADDRINUSE' ? say`port ${number} is taken` : say`port ${number} can't be had (${code})`;
  return say`The service could not listen: ${what}. Let it take its port from \`process.env.PORT\`, or end the program that uses this one.`;
}

/** A server that listens on all addresses is reached on the loopback. */
function reachable(host: string): string {
  if (host === '::') return '::1';
  return host === '0.0.0.0' || host === '' ? '127.0.0.1' : host;
}
