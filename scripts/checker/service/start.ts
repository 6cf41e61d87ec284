/** Starting the learner's service, and telling in plain words why it did not start or did not stay. */

import { CouldNotJudge, type Finding } from '../facts.ts';
import { Client, type Reply } from '../http.ts';
import { placeInText } from '../place.ts';
import type { Baseline } from '../protocol.ts';
import { MEMORY_LIMIT, type Service, type ServiceGone, type ServiceSettings } from './service.ts';

/** Milliseconds until a server has to listen. Five seconds late is fine on a slow laptop. */
const START_PATIENCE = 15_000;

/** A service that listens. */
export class RunningService {
  readonly service: Service;
  readonly client: Client;
  readonly port: number;
  baseline: Baseline = { count: 0, leaked: 0, resources: {} };

  constructor(service: Service, port: number) {
    this.service = service;
    this.port = port;
    this.client = new Client(port);
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

  /** Waits until the service has seen the end of every request; a second at most. */
  async idle(): Promise<void> {
    const start = performance.now();
    while (performance.now() - start < 1000 && (await this.service.ask('seen', null)).underWay > 0) {
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
export async function startService(service: Service, settings: ServiceSettings): Promise<RunningService | Finding> {
  const port = await service.until(() => {
    const event = service.events.find((each) => each.event === 'listening');
    if (event?.event === 'listening') return event.port;
    return service.exit !== null || service.events.some(({ event }) => event === 'listen-failed') ? null : undefined;
  }, START_PATIENCE);
  if (port !== null) return new RunningService(service, port);
  const failed = service.events.find((each) => each.event === 'listen-failed');
  if (failed?.event === 'listen-failed') {
    throw new CouldNotJudge(
      `The service could not listen on port ${failed.port ?? '?'} (${failed.code}). End the program that uses it, or let the service take its port from \`process.env.PORT\`.`,
    );
  }
  const expected = 'a server that listens';
  if (service.exit === null) {
    return {
      expected,
      actual: `none after ${START_PATIENCE / 1000} s`,
      help: 'The program runs, but no server listens. Is `app.listen(…)` reached?',
    };
  }
  return { ...whyGone(service, 'ended', settings), expected };
}

/** Why the process can't be asked any more. */
export function whyGone(service: Service, how: ServiceGone['how'], { folder, labFolder }: ServiceSettings): Finding {
  const expected = 'the same process to the end';
  const folders = [folder, labFolder];
  if (how === 'silent' && service.exit === null) {
    return {
      expected,
      actual: 'it runs, and answers nobody',
      help: 'The event loop is blocked: a loop that awaits nothing never lets go of it.',
    };
  }
  const exit = service.events.find((each) => each.event === 'exit-called');
  if (exit?.event === 'exit-called') {
    return {
      expected,
      actual: `\`process.exit(${exit.code})\``,
      where: placeInText(exit.stack, folders),
      help: 'The program ends itself. A service has to go on: end the task, not the process.',
    };
  }
  if (/heap out of memory|Allocation failed/.test(service.output.text)) {
    return {
      expected,
      actual: `it needed more than ${MEMORY_LIMIT} MB`,
      help: `The checker gives the service ${MEMORY_LIMIT} MB of memory, many times what this lab needs. Something in it grows without end.`,
    };
  }
  const threw = service.events.find((each) => each.event === 'threw');
  if (threw?.event === 'threw') {
    const syntax = syntaxError(`${threw.message}\n${threw.stack}\n${service.output.text}`);
    if (syntax !== null) return { expected, ...syntax, where: placeInText(`${syntax.place}`, folders) ?? syntax.place };
    return {
      expected,
      actual: firstLine(threw.message),
      where: placeInText(threw.stack, folders) ?? placeInText(threw.message, folders),
      help: 'The program ended with this error, which nothing caught.',
    };
  }
  const { code, signal } = service.exit ?? { code: null, signal: null };
  const syntax = syntaxError(service.output.text);
  if (syntax !== null) return { expected, ...syntax, where: placeInText(syntax.place, folders) ?? syntax.place };
  return {
    expected,
    actual: signal === null ? `it ended with status ${code}` : `it was ended by ${signal}`,
    help: 'The program ended. Its last words are below.',
  };
}

/** What esbuild and Node say of a file that can't be parsed. */
function syntaxError(text: string): { actual: string; help: string; place: string } | null {
  const esbuild = /(\S[^\n]*?\.[cm]?tsx?):(\d+):(\d+): ERROR: ([^\n]+)/.exec(text);
  if (esbuild !== null) return described(`${esbuild[1]}:${esbuild[2]}:${esbuild[3]}`, esbuild[4] ?? '');
  const node = /(\/[^\n:]*\.[cm]?[jt]sx?):(\d+)\n[\s\S]*?SyntaxError: ([^\n]+)/.exec(text);
  return node === null ? null : described(`${node[1]}:${node[2]}:1`, node[3] ?? '');
}

function described(place: string, message: string): { actual: string; help: string; place: string } {
  return {
    actual: `the file can't be read: ${message}`,
    help: 'There is a typing mistake at or just before this place.',
    place,
  };
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}
