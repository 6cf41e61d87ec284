/** Talking to the learner's service as a client does. */
import { Agent, type ClientRequest, request } from 'node:http';

export interface Reply {
  /** 0 where none came. */
  status: number;
  body: string;
  /** Why none came: `timeout`, or the code of the error. */
  failure: string | null;
}

/** How long a reply may take. A reply that must not wait for a slow source is judged by order, not by this. */
const PATIENCE = 5000;

export class Client {
  readonly #port: number;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(port: number) {
    this.#port = port;
  }

  get(path: string, patience = PATIENCE): Promise<Reply> {
    return this.send('GET', path, patience);
  }

  send(method: string, path: string, patience = PATIENCE): Promise<Reply> {
    return new Promise((resolve) => {
      const outgoing = this.#request(method, path, this.#agent);
      outgoing.setTimeout(patience, () => outgoing.destroy(Object.assign(new Error('timeout'), { code: 'timeout' })));
      outgoing.on('error', (error: NodeJS.ErrnoException) =>
        resolve({ status: 0, body: '', failure: error.code ?? error.message }),
      );
      outgoing.on('response', (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (text: string) => {
          body += text;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body, failure: null }));
        response.on('error', () =>
          resolve({ status: response.statusCode ?? 0, body, failure: 'the response broke off' }),
        );
      });
      outgoing.end();
    });
  }

  /** A request whose response goes on: gives what has come so far, and lets the client go away. */
  open(path: string): Stream {
    return new Stream(this.#request('GET', path, false));
  }

  close(): void {
    this.#agent.destroy();
  }

  #request(method: string, path: string, agent: Agent | false): ClientRequest {
    return request({ host: '127.0.0.1', port: this.#port, method, path, agent });
  }
}

export class Stream {
  text = '';
  status = 0;
  ended = false;
  readonly #outgoing: ClientRequest;
  readonly #watchers = new Set<() => void>();

  constructor(outgoing: ClientRequest) {
    this.#outgoing = outgoing;
    outgoing.on('response', (response) => {
      this.status = response.statusCode ?? 0;
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        this.text += text;
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

  /** True once `condition` holds; false after `patience` milliseconds. */
  until(condition: () => boolean, patience = PATIENCE): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (value: boolean): void => {
        clearTimeout(timer);
        this.#watchers.delete(look);
        resolve(value);
      };
      const look = (): void => {
        if (condition()) end(true);
      };
      const timer = setTimeout(end, patience, false);
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
