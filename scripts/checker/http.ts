/** Talking to the learner's service as a client does. */

import { Agent, type ClientRequest, request } from 'node:http';
import { say } from '../language/say.mjs';
import { mediaTypeOf } from './media-type.ts';

export interface Reply {
  /** 0 where none came. */
  status: number;
  body: string;
  /** Its media type; empty where it tells none. */
  type: string;
  /** Why none came: `timeout`, or the code of the error. */
  failure: string | null;
}

/** Characters. No lab answers with so many: this is a handler that writes without end. */
const BODY_LIMIT = 1_000_000;

/** Resolves when who is waited for has had its turns: on a busy machine, some seconds may be a few of them. */
export type Turns = () => Promise<void>;

export class Client {
  readonly #host: string;
  readonly #port: number;
  readonly #patience: number;
  readonly #turns: Turns;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  /** `patience`: milliseconds for a reply, where a call says nothing else. `turns`: what has to pass besides. */
  constructor(host: string, port: number, patience: number, turns: Turns = async () => {}) {
    this.#host = host;
    this.#port = port;
    this.#patience = patience;
    this.#turns = turns;
  }

  get(path: string, patience?: number): Promise<Reply> {
    return this.send('GET', path, patience);
  }

  send(method: string, path: string, patience = this.#patience): Promise<Reply> {
    return new Promise((resolve) => {
      const reply: Reply = { status: 0, body: '', type: '', failure: null };
      if (/[^!-~]/.test(path)) return resolve({ ...reply, failure: say`no path of a URL` });
      const outgoing = this.#request(method, path, this.#agent);
      const end = (failure: string | null): void => {
        clearTimeout(timer);
        resolve({ ...reply, failure });
        if (failure !== null) outgoing.destroy();
      };
      const timer = setTimeout(() => void this.#turns().then(() => end('timeout')), patience);
      outgoing.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
      outgoing.on('response', (response) => {
        reply.status = response.statusCode ?? 0;
        reply.type = mediaTypeOf(response.headers['content-type']);
        response.setEncoding('utf8');
        response.on('data', (text: string) => {
          reply.body += text;
          if (reply.body.length > BODY_LIMIT) end(say`more than ${BODY_LIMIT} characters`);
        });
        response.on('end', () => end(null));
        response.on('error', () => end(say`the response broke off`));
      });
      outgoing.end();
    });
  }

  /** A request whose response goes on: gives what has come so far, and lets the client go away. */
  open(path: string): Stream {
    return new Stream(this.#request('GET', path, false), this.#patience, this.#turns);
  }

  close(): void {
    this.#agent.destroy();
  }

  #request(method: string, path: string, agent: Agent | false): ClientRequest {
    return request({ host: this.#host, port: this.#port, method, path, agent });
  }
}

export class Stream {
  text = '';
  status = 0;
  /** Its media type; empty as long as it tells none. */
  type = '';
  ended = false;
  readonly #outgoing: ClientRequest;
  readonly #patience: number;
  readonly #turns: Turns;
  readonly #watchers = new Set<() => void>();

  constructor(outgoing: ClientRequest, patience: number, turns: Turns) {
    this.#outgoing = outgoing;
    this.#patience = patience;
    this.#turns = turns;
    outgoing.on('response', (response) => {
      this.status = response.statusCode ?? 0;
      this.type = mediaTypeOf(response.headers['content-type']);
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        this.text += text;
        if (this.text.length > BODY_LIMIT) outgoing.destroy();
        this.#notify();
      });
      response.on('close', () => {
        this.ended = true;
        this.#notify();
      });
      this.#notify();
    });
    outgoing.on('error', () => {
      this.ended = true;
      this.#notify();
    });
    outgoing.end();
  }

  /** True once `condition` holds; false after `patience` milliseconds, and the turns of who answers. */
  until(condition: () => boolean, patience = this.#patience): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (value: boolean): void => {
        clearTimeout(timer);
        this.#watchers.delete(look);
        resolve(value);
      };
      const look = (): void => {
        if (condition()) end(true);
      };
      const timer = setTimeout(() => void this.#turns().then(() => end(false)), patience);
      this.#watchers.add(look);
      look();
    });
  }

  /** The client goes away. */
  leave(): void {
    this.#outgoing.destroy();
  }

  #notify(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }
}
